import { setTimeout as sleep } from 'node:timers/promises';
import { serveParent } from '../children.js';
import { HttpConnection } from '../http-client.js';
import { newKey, numbers, reportBody } from '../parts.js';

/** The load of a bench, in a process of its own: every variant pays the same for it. */
export interface LoadCalls {
  /** Closed loop: each connection sends its next request when the last one was answered. */
  closed(load: {
    readonly url: string;
    readonly path: string;
    readonly connections: number;
    readonly seconds: number;
    readonly seed: number;
  }): Promise<{ readonly perSecond: number; readonly answered: number; readonly p99Ms: number }>;
  /** Open loop: requests leave at a constant rate, whether or not the last ones were answered. */
  open(load: {
    readonly url: string;
    readonly path: string;
    readonly perSecond: number;
    readonly seconds: number;
    readonly seed: number;
  }): Promise<readonly { readonly code: string; readonly answeredAt: number }[]>;
}

/** So many bodies are made beforehand, and sent in turn: making them is no part of what is measured. */
const BODIES = 2_000;

function bodies(seed: number): () => string {
  const next = numbers(seed);
  const made = Array.from({ length: BODIES }, () => JSON.stringify(reportBody(next)));
  let turn = 0;
  return () => {
    turn = (turn + 1) % BODIES;
    return made[turn] ?? '';
  };
}

const AGAIN_AFTER_MS = 50;
const MOST_TRIES = 100;

/** Posts until it is taken: what is shed is sent again with the same key, as its sender would. */
async function taken(connection: HttpConnection, body: string): Promise<{ readonly body: string }> {
  const key = newKey();
  for (let tries = 1; ; tries += 1) {
    const answer = await connection.post(body, key);
    if (answer.status >= 200 && answer.status <= 299) return answer;
    const shed = answer.status === 429 || answer.status === 503;
    if (!shed || tries === MOST_TRIES) throw new Error(`answered ${answer.status}: ${answer.body}`);
    await sleep(AGAIN_AFTER_MS);
  }
}

const closed: LoadCalls['closed'] = async ({ url, path, connections, seconds, seed }) => {
  const body = bodies(seed);
  const all = await Promise.all(
    Array.from({ length: connections }, () => HttpConnection.open(url, path)),
  );
  const took: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  await Promise.all(
    all.map(async (connection) => {
      for (let sent = performance.now(); sent < until; sent = performance.now()) {
        await taken(connection, body());
        took.push(performance.now() - sent);
      }
    }),
  );
  const elapsed = (performance.now() - begun) / 1_000;
  for (const connection of all) connection.close();
  took.sort((a, b) => a - b);
  const p99Ms = took[Math.floor(took.length * 0.99)] ?? Number.NaN;
  return { perSecond: took.length / elapsed, answered: took.length, p99Ms };
};

const open: LoadCalls['open'] = async ({ url, path, perSecond, seconds, seed }) => {
  const body = bodies(seed);
  const idle: HttpConnection[] = [];
  const sent: Promise<{ code: string; answeredAt: number }>[] = [];
  const one = async (): Promise<{ code: string; answeredAt: number }> => {
    const connection = idle.pop() ?? (await HttpConnection.open(url, path));
    const answer = await taken(connection, body());
    const answeredAt = performance.timeOrigin + performance.now();
    idle.push(connection);
    return { code: (JSON.parse(answer.body) as { code: string }).code, answeredAt };
  };
  const begun = performance.now();
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const at = begun + (number * 1_000) / perSecond;
    const early = at - performance.now();
    if (early > 0) await sleep(early);
    sent.push(one());
  }
  const answered = await Promise.all(sent);
  for (const connection of idle) connection.close();
  return answered;
};

serveParent<LoadCalls>({ closed, open }, async () => undefined);
