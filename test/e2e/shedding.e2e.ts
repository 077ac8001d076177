import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Store } from '#libs/store';
import { endAll, goingOn, kip } from '../harness/kip.js';
import { fileMany, memoryOf } from '../harness/load.js';
import { type TestServer, startTestServer } from '../harness/servers.js';
import { drained, eventually } from '../harness/working.js';

/** Seconds of too much; a run by hand takes more than one of every change. */
const SECONDS = Number(process.env['KIP_TEST_OVERLOAD_SECONDS'] ?? 5);
const CAP = 200;
const GIVEN = 2_000;
/** So many that those which wait for a commit leave others to ask in vain. */
const CONNECTIONS = 400;
/** MiB by which an intake may grow while it is given ten times its cap. */
const MOST_GROWTH_MB = 120;
/** So small that Node tidies up: else what it has not yet tidied away would be measured. */
const HEAP = '--max-old-space-size=128';

let server: TestServer;
let store: Store;
let env: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer(async () => undefined, true);
  await server.server.createDatabase('shedding');
  env = {
    DATABASE_URL: server.server.url('shedding'),
    KIP_SECRET: 'a-secret-of-this-test-and-of-nothing-else',
    KIP_SIGN_IN: 'off',
    KIP_DESK_KEY: 'a-key-of-this-test-and-of-nothing-else',
  };
  expect((await kip(['seed'], env)).code).toBe(0);
  store = await Store.open(env['DATABASE_URL'] ?? '', 2);
}, 90_000);
afterEach(endAll);
afterAll(async () => {
  await store.close();
  await server.stop();
});

/** Codes that no report has. */
async function notStored(codes: readonly string[]): Promise<string[]> {
  return store.transaction({ role: 'worker' }, async (tx) => {
    const rows = await tx.query<{ code: string }>(
      'SELECT code FROM reports WHERE code = ANY ($1)',
      [codes],
    );
    const known = new Set(rows.map(({ code }) => code));
    return codes.filter((code) => !known.has(code));
  });
}

function reports(): Promise<number> {
  return store.transaction({ role: 'worker' }, async (tx) => {
    const [row] = await tx.query<{ many: number }>('SELECT count(*)::int AS many FROM reports');
    return row?.many ?? 0;
  });
}

describe('an intake that is given more than it may do', () => {
  it(
    'answers 2xx or refuses, loses nothing of what it took, and stays small',
    async () => {
      const router = goingOn('router', [], env);
      const intake = goingOn('intake', [], {
        ...env,
        KIP_MAX_REQUESTS_PER_SECOND: String(CAP),
        NODE_OPTIONS: HEAP,
      });
      const [, url = ''] = await intake.ready(/intake: (\S+)/);
      // What code and buffers need is there after the first few; what is measured comes on top.
      await fileMany(url, { connections: 10, seconds: 1, perSecond: CAP / 2 });
      const before = memoryOf(intake.pid);
      const load = { connections: CONNECTIONS, seconds: SECONDS, perSecond: GIVEN };
      const health = fetch(`${url}/health/live`);
      const loaded = await fileMany(url, load);
      const { nowMb: afterMb, mostMb } = memoryOf(intake.pid);
      const grownMb = mostMb - before.nowMb;
      const begun = performance.now();
      await drained({ store }, SECONDS * 1_000 + 30_000);
      const clearedMs = Math.round(performance.now() - begun);
      const { codes, ...figures } = loaded;
      const kept = { stored: codes.length, beforeMb: before.nowMb, afterMb, mostMb, clearedMs };
      process.stdout.write(`overload: ${JSON.stringify({ ...load, ...figures, ...kept })}\n`);

      expect((await health).status).toBe(200);
      const others = Object.keys(loaded.answers).filter(
        (kind) => !/^201$|^429 too_many_requests$|^503 /.test(kind),
      );
      expect(others).toEqual([]);
      expect(loaded.answers['429 too_many_requests']).toBeGreaterThan(0);
      expect(loaded).toMatchObject({ unanswered: 0, withoutRetryAfter: 0 });
      expect(codes.length).toBeLessThanOrEqual((SECONDS + 2) * CAP);
      expect(await notStored(codes)).toEqual([]);
      expect(grownMb).toBeLessThan(MOST_GROWTH_MB);
      // And when it is over, it takes reports as before.
      const after = { connections: 1, seconds: 1, perSecond: 10 };
      await eventually(async () => (await fileMany(url, after)).codes.length > 0);
      const ended = await Promise.all([router.stop('SIGTERM'), intake.stop('SIGTERM')]);
      expect(ended.map(({ code }) => code)).toEqual([0, 0]);
      // One line a second tells what was shed.
      const lines = ended[1].stderr
        .split('\n')
        .filter((line) => line.includes('too_many_requests'));
      expect(lines.length).toBeLessThanOrEqual(SECONDS + 2);
    },
    60_000 + SECONDS * 3_000,
  );
});

describe('an intake that is asked to end while it works', () => {
  it('answers what it took, takes no more, and has stored whatever it promised', async () => {
    const before = await reports();
    const intake = goingOn('intake', [], env);
    const [, url = ''] = await intake.ready(/intake: (\S+)/);
    const load = fileMany(url, { connections: 50, seconds: 4 });
    await intake.told(/"status":201/);
    const begun = performance.now();
    const { code, stderr } = await intake.stop('SIGTERM');
    const endedMs = performance.now() - begun;
    const { codes, answers } = await load;
    expect({ code, inTime: endedMs < 10_000 }).toEqual({ code: 0, inTime: true });
    expect(Object.keys(answers).filter((kind) => !/^201$|^503 /.test(kind))).toEqual([]);
    expect(codes.length).toBeGreaterThan(0);
    expect(await notStored(codes)).toEqual([]);
    // What it took, its clients have heard of: as stored, or as not known.
    const untold = (await reports()) - before - codes.length;
    expect(untold).toBeLessThanOrEqual(answers['503 outcome_unknown'] ?? 0);
    const answered = stderr.split('\n').filter((line) => line.includes('"status":201'));
    expect(answered).toHaveLength(codes.length);
  }, 60_000);
});
