import { type Server, type Socket, connect, createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FaultProxy, startProxy, through } from './proxy.js';

let echo: Server;
let port: number;
let heard: string[];
let proxy: FaultProxy;
const clients: Socket[] = [];

beforeEach(async () => {
  heard = [];
  echo = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard.push(chunk.toString());
      socket.write(`<${chunk.toString()}>`);
    });
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const address = echo.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  proxy = await startProxy({ port });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
  await new Promise((resolve) => echo.close(resolve));
});

/** A client and the words that it has heard. */
async function joined(): Promise<{
  socket: Socket;
  words: string[];
  hears: () => Promise<string>;
}> {
  const socket = connect(proxy.port, '127.0.0.1');
  clients.push(socket);
  const words: string[] = [];
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => words.push(chunk.toString()));
  await once(socket, 'connect');
  const hears = async (): Promise<string> => {
    if (words.length === 0) await once(socket, 'data');
    return words.splice(0).join('');
  };
  return { socket, words, hears };
}

/** Waits until so many bytes have been swallowed. */
async function lost(bytes: number): Promise<void> {
  while (proxy.lostBytes() < bytes) await new Promise(setImmediate);
}

describe('a proxy that fails as networks do', () => {
  it('passes on in both ways, and an end', async () => {
    const { socket, hears } = await joined();
    socket.write('a');
    expect(await hears()).toBe('<a>');
    socket.end();
    await once(socket, 'close');
    expect(through(proxy, 'postgres://u:p@db.example:5432/kip')).toBe(
      `postgres://u:p@127.0.0.1:${proxy.port}/kip`,
    );
  });

  it('swallows everything, also of connections that stand, and those stay silent afterwards', async () => {
    const stands = await joined();
    const idle = await joined();
    for (const { socket, hears } of [stands, idle]) {
      socket.write('before');
      await hears();
    }
    proxy.blackhole();
    const comes = await joined();
    stands.socket.write('lost');
    comes.socket.write('lost');
    await lost(8);
    proxy.pass();
    const later = await joined();
    later.socket.write('later');
    expect(await later.hears()).toBe('<later>');
    idle.socket.write('again');
    expect(await idle.hears()).toBe('<again>');
    expect(stands.socket.destroyed || comes.socket.destroyed).toBe(false);
    expect([...stands.words, ...comes.words]).toEqual([]);
    expect(heard).not.toContain('lost');
  });

  it('drops the answers of what was done', async () => {
    const { socket, words } = await joined();
    proxy.dropReplies();
    const other = await joined();
    other.socket.write('done');
    socket.write('done');
    await lost(12);
    proxy.pass();
    const later = await joined();
    later.socket.write('later');
    expect(await later.hears()).toBe('<later>');
    expect(heard.filter((word) => word === 'done')).toHaveLength(2);
    expect([...words, ...other.words]).toEqual([]);
  });

  it('cuts what stands and what comes, until it passes again', async () => {
    const { socket, hears } = await joined();
    socket.write('a');
    await hears();
    const ended = new Promise((resolve) => socket.once('close', resolve));
    proxy.cut();
    await ended;
    const refused = connect(proxy.port, '127.0.0.1');
    const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
    proxy.pass();
    const later = await joined();
    later.socket.write('b');
    expect(await later.hears()).toBe('<b>');
    later.socket.destroy();
  });
});
