import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { transformFile } from '@swc/core';
import pg from 'pg';
import {
  type EmbeddedServer,
  type EmbeddedServerOptions,
  openEmbeddedServer,
} from '../../apps/kip/src/embedded/embedded-server.js';
import { readPostmasterFile } from '../../apps/kip/src/embedded/postmaster-file.js';
import { identify } from '../../apps/kip/src/embedded/process-identity.js';

const root = process.cwd();
const source = join(root, 'apps/kip/src/embedded');

/** Another kip process, that can be killed: it opens the server, says so, and then waits. */
const ACTOR = `
import { openEmbeddedServer } from './embedded-server.js';
const server = await openEmbeddedServer({ home: process.argv[2], durable: false });
console.log(server.port, server.adopted ? 'joined' : 'owns');
process.stdin.once('data', () => { throw new Error('an error nobody catches'); });
`;

let compiled = '';
let home = '';
/** The home of the tests that do not mind what an earlier one left: saves each the initialisation. */
let used = '';
let notices: string[] = [];
const actors = new Set<ChildProcess>();
const servers = new Set<EmbeddedServer>();

beforeAll(async () => {
  used = await newHome();
  // Below node_modules, so that what the files import is found.
  await mkdir(join(root, 'node_modules/.cache'), { recursive: true });
  compiled = await mkdtemp(join(root, 'node_modules/.cache/kip-embedded-'));
  await writeFile(join(compiled, 'package.json'), '{"type":"module"}');
  await writeFile(join(compiled, 'actor.js'), ACTOR);
  const names = (await readdir(source)).filter((name) => /(?<!\.spec)\.ts$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const { code } = await transformFile(join(source, name), {
        swcrc: false,
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
      });
      await writeFile(join(compiled, name.replace(/\.ts$/, '.js')), code);
    }),
  );
});

afterAll(async () => {
  await rm(compiled, { recursive: true, force: true });
  await rm(join(used, '..'), { recursive: true, force: true });
});

/** Made by the server's opening, open to pass through: what mkdtemp makes is closed to others. */
async function newHome(): Promise<string> {
  return join(await realpath(tmpdir()), `kip-embedded-${randomUUID()}`, 'home');
}

beforeEach(async () => {
  home = await newHome();
  notices = [];
});

afterEach(async () => {
  for (const actor of actors) actor.kill('SIGKILL');
  actors.clear();
  for (const server of servers) await server.stop();
  servers.clear();
  const left = await readPostmasterFile(join(home, 'pg'));
  if (left !== undefined && identify(left.pid) !== undefined) await (await open()).stop();
  servers.clear();
  if (home !== used) await rm(join(home, '..'), { recursive: true, force: true });
});

async function open(options: Partial<EmbeddedServerOptions> = {}): Promise<EmbeddedServer> {
  const onNotice = (text: string) => notices.push(text);
  const server = await openEmbeddedServer({ home, durable: false, onNotice, ...options });
  servers.add(server);
  return server;
}

interface Actor {
  readonly process: ChildProcess;
  readonly port: number;
  readonly adopted: boolean;
}

/** Starts another process and waits until it has opened the server. */
async function act(): Promise<Actor> {
  const child = spawn(process.execPath, [join(compiled, 'actor.js'), home], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  actors.add(child);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  for await (const line of createInterface({ input: child.stdout })) {
    const [port, role] = line.split(' ');
    return { process: child, port: Number(port), adopted: role === 'joined' };
  }
  throw new Error(`The other process did not open the server: ${complaint}`);
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

async function serverPid(): Promise<number> {
  const file = await readPostmasterFile(join(home, 'pg'));
  if (file === undefined) throw new Error('no server is running');
  return file.pid;
}

/** Waits for an end that is sure to come, and fails loudly when it does not. */
async function untilGone(pid: number): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (identify(pid) !== undefined) {
    if (Date.now() > deadline) throw new Error(`process ${pid} is still alive`);
    await sleep(20);
  }
}

async function ask<T>(server: EmbeddedServer, database: string, query: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: server.url(database) });
  await client.connect();
  try {
    return (await client.query<{ answer: T }>(query)).rows.map((row) => row.answer);
  } finally {
    await client.end();
  }
}

describe('the embedded server of a new folder', () => {
  it('starts from nothing, keeps data over a durable restart and is gone when stopped', async () => {
    const first = await open({ durable: true });
    expect(first).toMatchObject({ host: '127.0.0.1', adopted: false, dataDir: join(home, 'pg') });
    const pid = await serverPid();
    expect((await stat(join(home, 'pg.secret'))).mode & 0o777).toBe(0o600);
    const names = ['listen_addresses', 'unix_socket_directories', 'fsync', 'server_encoding'];
    const settings = `SELECT current_setting(n) AS answer FROM unnest('{${names.join()}}'::text[]) n`;
    expect(await ask(first, 'postgres', settings)).toEqual(['127.0.0.1', '', 'on', 'UTF8']);
    const stranger = first.url('postgres').replace(/:[^:@]+@/, ':guess@');
    const client = new pg.Client({ connectionString: stranger });
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });

    await first.createDatabase('mẫu "x"');
    await ask(first, 'mẫu "x"', 'CREATE TABLE ward AS SELECT 7 AS answer');
    await first.createDatabase('copy', 'mẫu "x"');
    await expect(first.createDatabase('copy')).rejects.toMatchObject({ code: 'DATABASE_EXISTS' });
    await expect(first.createDatabase('c', 'no')).rejects.toMatchObject({
      code: 'DATABASE_MISSING',
    });
    await first.dropDatabase('mẫu "x"');
    await first.dropDatabase('mẫu "x"');
    expect(await first.hasDatabase('mẫu "x"')).toBe(false);
    await first.stop();
    await first.stop();
    expect(identify(pid)).toBeUndefined();
    await expect(first.hasDatabase('copy')).rejects.toMatchObject({ code: 'DATABASE_REFUSED' });

    const second = await open({ durable: true });
    expect(await second.hasDatabase('copy')).toBe(true);
    expect(await ask(second, 'copy', 'SELECT answer FROM ward')).toEqual([7]);
    expect(notices).toEqual([]);
  });

  it('is started once when several processes begin at the same moment', async () => {
    const all = await Promise.all([act(), act(), act()]);
    expect(all.filter(({ adopted }) => !adopted)).toHaveLength(1);
    expect(new Set(all.map(({ port }) => port)).size).toBe(1);
  });

  it('moves a half-made data folder aside, clears drafts and never touches finished data', async () => {
    await mkdir(join(home, 'pg/base'), { recursive: true });
    await mkdir(join(home, 'pg.init-killed/base'), { recursive: true });
    await writeFile(join(home, 'pg/PG_VERSION'), '18\n');
    const server = await open();
    await server.createDatabase('kept');
    await server.stop();
    const names = await readdir(home);
    expect(names.filter((name) => name.startsWith('pg.unfinished-'))).toHaveLength(1);
    expect(names).not.toContain('pg.init-killed');
    expect(notices.join()).toContain('moved');

    await writeFile(join(home, 'pg/PG_VERSION'), '17\n');
    await expect(open()).rejects.toMatchObject({
      code: 'WRONG_VERSION',
      message: expect.stringContaining('Postgres 17'),
    });
    await writeFile(join(home, 'pg/PG_VERSION'), '18\n');
    await rm(join(home, 'pg.secret'));
    const again = await open();
    expect(await again.hasDatabase('kept')).toBe(true);
    expect(notices.join()).toContain('secret');
  });

  it('says what is wrong with the folder, the secret or the configuration', async () => {
    const blocked = join(home, 'file');
    await mkdir(home, { recursive: true });
    await writeFile(blocked, '');
    await expect(open({ home: blocked })).rejects.toMatchObject({ code: 'NOT_WRITABLE' });

    const server = await open();
    await writeFile(join(home, 'pg.secret'), `${'x'.repeat(43)}\n`);
    await expect(open()).rejects.toMatchObject({ code: 'SECRET_UNUSABLE' });
    await rm(join(home, 'pg.secret'));
    await expect(open()).rejects.toMatchObject({ code: 'SECRET_UNUSABLE' });
    await server.stop();

    const settings = join(home, 'pg/postgresql.auto.conf');
    await writeFile(settings, `${await readFile(settings, 'utf8')}colour = 'red'\n`);
    await expect(open()).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('colour'),
    });
    expect((await readdir(home)).filter((name) => basename(name) === 'pg.lock')).toEqual([]);
  });
});

describe('the embedded server of a folder in use', () => {
  beforeEach(() => {
    home = used;
  });

  it('knows Vietnamese letters: case, fuzzy search and dictionary order', async () => {
    const server = await open();
    const upper = await ask<string>(server, 'postgres', `SELECT upper('đường ự') AS answer`);
    expect(upper).toEqual(['ĐƯỜNG Ự']);
    await ask(server, 'postgres', 'CREATE EXTENSION pg_trgm');
    const alike = `SELECT similarity('đường', 'ng') AS answer`;
    expect((await ask<number>(server, 'postgres', alike))[0]).toBeLessThan(0.5);
    const order = `SELECT w AS answer FROM unnest('{z,đ,ă,b,ơ,p,o,d,a}'::text[]) w
                   ORDER BY w COLLATE "vi-x-icu"`;
    const sorted = await ask<string>(server, 'postgres', order);
    expect(sorted.join('')).toBe('aăbdđoơpz');
  });

  it('is joined by a second opening, which cannot stop it', async () => {
    const owner = await act();
    expect(owner.adopted).toBe(false);
    const second = await open();
    expect(second).toMatchObject({ adopted: true, port: owner.port });
    await second.createDatabase('seen');
    await second.stop();
    expect(await second.hasDatabase('seen')).toBe(true);
    await expect(open({ durable: true })).rejects.toMatchObject({ code: 'NOT_DURABLE' });
  });

  it('gets a new owner after its own was killed, with the durability then asked for', async () => {
    const owner = await act();
    owner.process.kill('SIGKILL');
    await ended(owner.process);
    const pid = await serverPid();
    const heir = await open();
    expect(heir).toMatchObject({ adopted: false, port: owner.port });
    expect(await serverPid()).toBe(pid);
    await heir.stop();
    expect(identify(pid)).toBeUndefined();

    const next = await act();
    next.process.kill('SIGKILL');
    await ended(next.process);
    const durable = await open({ durable: true });
    expect(durable.adopted).toBe(false);
    expect(await ask(durable, 'postgres', `SELECT current_setting('fsync') AS answer`)).toEqual([
      'on',
    ]);
  });

  it('starts again when everything was killed and the process file is stale', async () => {
    const owner = await act();
    owner.process.kill('SIGKILL');
    const pid = await serverPid();
    process.kill(pid, 'SIGKILL');
    await untilGone(pid);
    const again = await open();
    expect(again.adopted).toBe(false);
    expect(await serverPid()).not.toBe(pid);
    await again.stop();

    // The id now belongs to a process that is no server: this very one.
    await writeFile(
      join(home, 'pg/postmaster.pid'),
      `${process.pid}\n${join(home, 'pg')}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`,
    );
    expect((await open()).adopted).toBe(false);
  });

  it('goes down with a process that ends by an error', async () => {
    const owner = await act();
    const pid = await serverPid();
    owner.process.stdin?.write('fail\n');
    await ended(owner.process);
    expect(owner.process.exitCode).not.toBe(0);
    await untilGone(pid);
  });

  it('takes another port when the wished one is taken, and says so', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    const server = await open({ port: taken });
    expect(server.port).not.toBe(taken);
    expect(notices.join()).toContain(`Port ${taken}`);
    await server.stop();
    await new Promise((resolve) => other.close(resolve));
    expect((await open({ port: taken })).port).toBe(taken);
    await expect(open({ port: 70_000 })).rejects.toMatchObject({ code: 'PORT_INVALID' });
  });
});
