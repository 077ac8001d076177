import { afterEach, describe, expect, it } from '@jest/globals';
import { type GoingOn, endAll, goingOn, kip } from '../harness/kip.js';
import { startRedis } from '../harness/redis.js';
import { startTestServer } from '../harness/servers.js';

const APPS = ['router', 'deadlines', 'intake'] as const;
/** The relay tells it once a second: the fifth line comes after four. */
const FOUR_SECONDS_AWAY = /(?:relaying failed[^]*){5}/;
const MOST_LINES_A_SECOND = 10;

afterEach(endAll);

/** The lines that each app logs while a server is away that it works with. */
async function linesWithout(which: 'redis' | 'database'): Promise<Map<string, string[]>> {
  const server = await startTestServer(async () => undefined, true);
  const redis = await startRedis();
  await server.server.createDatabase('troubles');
  const env = {
    DATABASE_URL: server.server.url('troubles'),
    KIP_SECRET: 'a-secret-of-this-test-and-of-nothing-else',
    KIP_SIGN_IN: 'off',
    KIP_DESK_KEY: 'a-key-of-this-test-and-of-nothing-else',
    KIP_METRICS_PORT: '0',
    ...(which === 'redis' && { REDIS_URL: redis.url }),
  };
  expect((await kip(['seed'], env)).code).toBe(0);
  const running = new Map<string, GoingOn>(APPS.map((app) => [app, goingOn(app, [], env)]));
  for (const app of running.values()) await app.ready(/metrics: /);
  if (which === 'redis') await redis.stop();
  else await server.server.stop();
  for (const app of running.values()) await app.told(FOUR_SECONDS_AWAY);
  const lines = new Map<string, string[]>();
  for (const [name, app] of running) {
    const { stderr } = await app.stop('SIGKILL');
    lines.set(
      name,
      stderr.split('\n').filter((line) => line !== ''),
    );
  }
  if (which !== 'redis') await redis.stop();
  await server.stop();
  return lines;
}

describe('the log while a server is away', () => {
  it.each(['redis', 'database'] as const)(
    'tells it, in JSON, at most ten lines a second: %s',
    async (which) => {
      for (const [app, lines] of await linesWithout(which)) {
        const perSecond = new Map<string, number>();
        const told: string[] = [];
        for (const line of lines) {
          const { time, level, msg } = JSON.parse(line) as Record<string, string>;
          const second = (time ?? '').slice(0, 19);
          perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
          if (level === 'warn') told.push(msg ?? '');
        }
        expect({ app, told: told.length > 0 }).toEqual({ app, told: true });
        const most = Math.max(...perSecond.values());
        expect({ app, most, few: most <= MOST_LINES_A_SECOND }).toMatchObject({ few: true });
      }
    },
    90_000,
  );
});
