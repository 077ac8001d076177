import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { EmbeddedServerError } from './embedded-error.js';

/** The only address the embedded server listens on. */
export const HOST = '127.0.0.1';

/** @throws EmbeddedServerError PORT_INVALID unless undefined or a whole number from 1 to 65535 */
export function checkPort(port: number | undefined): void {
  if (port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65535)) return;
  throw new EmbeddedServerError(
    'PORT_INVALID',
    `${port} is no port.`,
    'Give a whole number from 1024 to 65535, or none: then a free one is chosen.',
  );
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host: HOST, port, exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === 'object' ? address?.port : undefined;
      server.close(() => resolve(got));
    });
  });
}

/** Whether nobody listens on this loopback port now. */
export async function isFree(port: number): Promise<boolean> {
  return (await tryListen(port)) !== undefined;
}

/**
 * Ports that no system here gives to a connection's own end: Linux gives those from 32,768 up, others from
 * 49,152. One that listens there would find its port taken by anybody who connects to anything meanwhile.
 */
const LISTENING = { from: 10_000, to: 32_768 };
const TRIES = 50;

/**
 * A loopback port that is free now; another program may take it before it is used.
 *
 * @throws EmbeddedServerError PORT_UNAVAILABLE when none is found
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = await tryListen(randomInt(LISTENING.from, LISTENING.to));
    if (port !== undefined) return port;
  }
  throw new EmbeddedServerError(
    'PORT_UNAVAILABLE',
    `No free port was found on ${HOST}.`,
    'Check that the loopback interface is up and that not all ports are in use.',
  );
}
