import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actStage, checkInvariants, deadlineStage, takeOverStage } from '#libs/pipeline';
import { Store, findReport, setClock } from '#libs/store';
import {
  type EmbeddedServer,
  openEmbeddedServer,
} from '../../apps/kip/src/embedded/embedded-server.js';
import { HISTORY_COLUMNS, type HistoryColumn } from '../../apps/kip/src/replay/history.js';
import { readHistoryCases } from '../../apps/kip/src/replay/history-cases.js';
import { endAll, goingOn, kip } from '../harness/kip.js';
import { BEGIN, freshDatabase, startTestServer } from '../harness/servers.js';
import { smallReference } from '../harness/small-reference.js';
import { drained, startRouter } from '../harness/working.js';

type Fields = Partial<Record<HistoryColumn, string>>;

/** A field as the standard wants it where it holds a comma or a quotation mark. */
const quoted = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function csv(rows: readonly Fields[]): string {
  const lines = rows.map((row) => HISTORY_COLUMNS.map((name) => quoted(row[name] ?? '')).join(','));
  return [HISTORY_COLUMNS.join(','), ...lines, ''].join('\r\n');
}

const WASTE: Fields = {
  stream: 'field',
  category: 'environment.waste.dumping',
  area: '19753',
  channel: 'phone',
  text: 'Đổ trộm xà bần, "đã báo hai lần"',
  address: '12 Lê Lợi',
};
const HELD: Fields = {
  ...WASTE,
  received_at: '2025-03-03T08:30:00+07:00',
  promised_at: '2025-03-12T17:30:00+07:00',
  unit: 'so-xay-dung',
  assigned_at: '2025-03-03T09:00:00+07:00',
};
const ENDED: Fields = { ...HELD, resolved_at: '2025-03-10T10:00:00+07:00', result: 'Đã thu gom' };

/** Every way in which a case of the other system can stand. */
const STANDING: readonly Fields[] = [
  { ...ENDED, external_id: 'in-time', closed_at: '2025-03-11T10:00:00+07:00' },
  {
    ...ENDED,
    ...{ external_id: 'late', resolved_at: '2025-03-12T17:30:01+07:00' },
    ...{ rated_at: '2025-03-13T08:00:00+07:00', rating: 'not_satisfied' },
  },
  {
    ...ENDED,
    ...{ external_id: 'rated', rated_at: '2025-03-11T08:00:00+07:00', rating: 'satisfied' },
    ...{ closed_at: '2025-03-11T08:00:00+07:00', taken_at: '2025-03-04T08:00:00+07:00' },
  },
  {
    ...ENDED,
    ...{ external_id: 'paused', paused_at: '2025-03-05T08:00:00+07:00', pause_reason: 'weather' },
    // Two working days of pause: the promise of the 12th becomes the 14th.
    ...{ resumed_at: '2025-03-07T08:00:00+07:00', resolved_at: '2025-03-14T17:30:00+07:00' },
  },
  { ...ENDED, external_id: 'no-promise', promised_at: 'none' },
  { ...HELD, external_id: 'open-overdue' },
  { ...HELD, external_id: 'open-in-time', promised_at: '2099-03-12T17:30:00+07:00' },
  { ...WASTE, external_id: 'fresh', received_at: '2025-03-03T08:30:00Z', promised_at: 'none' },
  {
    ...{ ...WASTE, external_id: 'rejected', received_at: '2025-03-03T08:30:00Z' },
    ...{ promised_at: '2025-03-12T17:30:00+07:00', reject_reason: 'no_ground' },
    rejected_at: '2025-03-04T08:30:00Z',
  },
];

/** Rows that are refused, each with the column and the words that tell of it. */
const BAD: readonly (readonly [Fields, string, string])[] = [
  [{ ...ENDED, external_id: '' }, 'external_id', 'it is empty'],
  [
    { ...ENDED, external_id: 'b2', received_at: '2025-02-30T08:00:00Z' },
    'received_at',
    'no instant',
  ],
  [{ ...ENDED, external_id: 'b3', received_at: '2025-03-03 08:00' }, 'received_at', 'no instant'],
  [
    { ...ENDED, external_id: 'b4', resolved_at: '2025-03-01T08:00:00Z' },
    'resolved_at',
    'before assigned_at',
  ],
  [{ ...ENDED, external_id: 'b5', result: '' }, 'result', 'empty beside resolved_at'],
  [{ ...ENDED, external_id: 'b6', unit: 'nobody' }, 'unit', 'no unit "nobody"'],
  [{ ...ENDED, external_id: 'b7', category: 'nothing' }, 'category', 'no category "nothing"'],
  [
    { ...ENDED, external_id: 'b8', closed_at: '2090-01-01T08:00:00Z' },
    'closed_at',
    'has not come yet',
  ],
  [{ ...ENDED, external_id: 'b9', promised_at: '' }, 'promised_at', 'it is empty'],
  [{ ...ENDED, external_id: 'b10', lat: '16.4' }, 'lon', 'it is empty'],
  [
    { ...ENDED, external_id: 'b11', rating: 'satisfied', rated_at: '2025-06-01T08:00:00Z' },
    'rated_at',
    'rating_window_over',
  ],
  [{ ...ENDED, external_id: 'in-time' }, 'external_id', 'stands on line 2 already'],
];

interface Answer {
  readonly taken: number;
  readonly known: number;
  readonly refused: readonly {
    readonly line: number;
    readonly faults: readonly { column: string; reason: string; remedy: string }[];
  }[];
}

let home: string;
let server: EmbeddedServer;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'kip-import-'));
  // The server runs as a user of its own when the tests run as root: let it pass.
  await chmod(home, 0o755);
  server = await openEmbeddedServer({ home, durable: true });
}, 60_000);
afterAll(async () => {
  endAll();
  await server.stop();
  await rm(home, { recursive: true, force: true });
});

async function fileOf(name: string, rows: readonly Fields[]): Promise<string> {
  const file = path.join(home, name);
  await writeFile(file, csv(rows));
  return file;
}

async function run(...args: string[]): Promise<{ code: number | null; answer: Answer }> {
  const { code, stdout, stderr } = await kip(['import', ...args, '--json'], { KIP_HOME: home });
  if (stdout === '') throw new Error(stderr);
  return { code, answer: JSON.parse(stdout) as Answer };
}

async function everyCode(): Promise<number> {
  const store = await Store.open(server.url('kip'), 2);
  try {
    const [row] = await store.transaction({ role: 'owner' }, (tx) =>
      tx.query<{ many: number }>('SELECT count(*)::int AS many FROM reports'),
    );
    return row?.many ?? 0;
  } finally {
    await store.close();
  }
}

describe('kip import', () => {
  it('tells every fault by line and column with its remedy, and a dry run writes nothing', async () => {
    const file = await fileOf('bad.csv', [...STANDING, ...BAD.map(([fields]) => fields)]);
    const { code, answer } = await run(file, '--dry-run');
    expect({ code, taken: answer.taken, known: answer.known }).toEqual({
      code: 1,
      taken: STANDING.length,
      known: 0,
    });
    BAD.forEach(([, column, reason], index) => {
      const line = STANDING.length + 2 + index;
      const faults = answer.refused.find((one) => one.line === line)?.faults ?? [];
      const fault = faults.find((one) => one.column === column);
      expect({ line, reason: fault?.reason }).toEqual({
        line,
        reason: expect.stringContaining(reason),
      });
      expect(fault?.remedy).not.toBe('');
    });
    expect(await everyCode()).toBe(0);
    const told = await kip(['import', file, '--dry-run'], { KIP_HOME: home });
    expect(told.stdout).toMatch(/line 11, external_id: it is empty; give the code/);
  }, 60_000);

  it('takes each case once, however often it is run, and refuses one that has changed', async () => {
    const file = await fileOf('standing.csv', STANDING);
    expect(await run(file)).toMatchObject({
      code: 0,
      answer: { taken: STANDING.length, known: 0 },
    });
    expect(await run(file)).toMatchObject({
      code: 0,
      answer: { taken: 0, known: STANDING.length },
    });
    const changed = STANDING.map((one) =>
      one.external_id === 'late' ? { ...one, result: 'Đã xử lý lại' } : one,
    );
    const again = await run(await fileOf('changed.csv', changed));
    expect(again.code).toBe(1);
    expect(again.answer.refused[0]?.faults[0]?.reason).toContain('with other content');
    expect(await everyCode()).toBe(STANDING.length);
    const figures = await kip(['figures', '--json', '--year', '2025'], { KIP_HOME: home });
    const { total } = JSON.parse(figures.stdout) as { total: { counts: object } };
    expect(total.counts).toMatchObject({
      ...{ all: 9, on_time: 3, late: 1, open_overdue: 1, open_in_time: 1, no_deadline: 2 },
      ...{ rejected: 1, rated: 2, satisfied: 1, not_satisfied: 1 },
    });
    const check = await kip(['check', '--json'], { KIP_HOME: home });
    expect(JSON.parse(check.stdout)).toMatchObject({ reports: 9, violations: [] });
  }, 60_000);

  it('tells in the history what was imported, with the instants of then', async () => {
    const store = await Store.open(server.url('kip'), 2);
    const lines = await store.transaction({ role: 'owner' }, (tx) =>
      tx.query<{ kind: string; at: Date; imported: string | null }>(
        `SELECT kind, at, data #>> '{imported,external_id}' AS imported FROM events
         WHERE report_id = (SELECT report_id FROM events
           WHERE version = 1 AND data #>> '{imported,external_id}' = 'late')
         ORDER BY version`,
      ),
    );
    await store.close();
    const end = '2025-03-12T10:30:01.000Z';
    expect(
      lines.map(({ kind, at, imported }) => [kind, at.toISOString(), imported]).slice(0, -1),
    ).toEqual([
      ['receive', '2025-03-03T01:30:00.000Z', 'late'],
      ['assign', '2025-03-03T02:00:00.000Z', 'late'],
      ['breach', end, 'late'],
      ['breach', end, 'late'],
      ['resolve', end, 'late'],
      ['rated', '2025-03-13T01:00:00.000Z', 'late'],
    ]);
    // The other system never closed it, so this one does, and says when.
    expect(lines.at(-1)).toMatchObject({ kind: 'close', imported: null });
    expect(lines.at(-1)?.at.getTime()).toBeGreaterThan(Date.parse('2026-01-01'));
  }, 30_000);

  it('goes on after it was killed, and has everything once', async () => {
    const many = Array.from({ length: 2_000 }, (_, number) => ({
      ...ENDED,
      external_id: `many-${number}`,
      closed_at: '2025-03-11T10:00:00+07:00',
    }));
    const file = await fileOf('many.csv', many);
    const before = await everyCode();
    const killed = goingOn('kip', ['import', file], { KIP_HOME: home });
    await killed.told(/2000 rows read/);
    while ((await everyCode()) === before) await sleep(5);
    await killed.stop('SIGKILL');
    const stored = (await everyCode()) - before;
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(many.length);
    expect(await run(file)).toMatchObject({
      code: 0,
      answer: { taken: many.length - stored, known: stored, refused: [] },
    });
    expect((await everyCode()) - before).toBe(many.length);
    const check = await kip(['check', '--json'], { KIP_HOME: home });
    expect(JSON.parse(check.stdout)).toMatchObject({ violations: [] });
  }, 120_000);

  it('gives kip replay a history that comes to the same classes', async () => {
    const file = await fileOf(
      'standing.csv',
      STANDING.filter((one) => one.external_id !== 'rejected'),
    );
    const args = ['--format', 'kip', '--json', '--as-of', '2025-06-01T00:00:00Z'];
    const { code, stdout } = await kip(['replay', file, ...args], { KIP_HOME: home });
    expect({ code, counts: JSON.parse(stdout) as object }).toMatchObject({
      code: 0,
      counts: { rows: 8, on_time: 3, late: 1, open_overdue: 1, open_in_time: 1, no_deadline: 2 },
    });
  }, 60_000);
});

describe('the example of docs/history-csv.md', () => {
  it('is taken as it stands there', async () => {
    const [, example = ''] =
      /```csv\n([^`]+)```/.exec(await readFile('docs/history-csv.md', 'utf8')) ?? [];
    const file = path.join(home, 'example.csv');
    await writeFile(file, example);
    expect(await run(file, '--dry-run')).toMatchObject({
      code: 0,
      answer: { taken: 3, refused: [] },
    });
  }, 60_000);
});

describe('an open case that was taken over', () => {
  it('finds its unit where it had none, under the policy of today', async () => {
    const own = await startTestServer(smallReference);
    const database = await freshDatabase(own);
    const { store } = database;
    const reference = await database.reference.get();
    const file = await fileOf('fresh.csv', [
      {
        ...{ external_id: 'fresh', stream: 'field', category: 'waste', text: 'Rác thải' },
        ...{ received_at: '2026-02-26T09:00:00+07:00', promised_at: '2026-03-04T10:00:00+07:00' },
      },
    ]);
    const source = { reference, client: 'import:test', secret: 'a-secret', latest: BEGIN };
    const { cases } = await readHistoryCases(file, source);
    await store.transaction({ role: 'intake' }, (tx) => takeOverStage(tx, reference, cases, false));
    const router = await startRouter(database);
    await drained(database);
    await router.close();
    const report = await store.transaction({ role: 'worker' }, (tx) =>
      findReport(tx, { id: cases[0]?.filing.id ?? '' }),
    );
    expect(report?.cycles[0]?.dueAt).toEqual(new Date('2026-03-04T03:00:00Z'));
    // Seven working days from Monday 2 March, when the unit got it.
    expect(report?.legs).toMatchObject([
      { unitCode: 'waste', dueAt: new Date('2026-03-11T10:00:00Z') },
    ]);
    await database.drop();
    await own.stop();
  }, 60_000);

  it('falls due, is resolved and counted like any other', async () => {
    const own = await startTestServer(smallReference);
    const database = await freshDatabase(own);
    const { store } = database;
    const reference = await database.reference.get();
    const file = await fileOf('open.csv', [
      {
        ...{ external_id: 'open', stream: 'field', category: 'waste', text: 'Rác thải' },
        ...{ received_at: '2026-02-26T09:00:00+07:00', promised_at: '2026-03-04T10:00:00+07:00' },
        ...{ unit: 'waste', assigned_at: '2026-02-26T10:00:00+07:00' },
      },
    ]);
    const source = { reference, client: 'import:test', secret: 'a-secret', latest: BEGIN };
    const { cases } = await readHistoryCases(file, source);
    const outcomes = await store.transaction({ role: 'intake' }, (tx) =>
      takeOverStage(tx, reference, cases, false),
    );
    expect(outcomes).toEqual(['taken']);
    const id = cases[0]?.filing.id ?? '';
    const read = () => store.transaction({ role: 'worker' }, (tx) => findReport(tx, { id }));
    // The unit is held to what was promised, and to no policy that came after it began.
    expect((await read())?.legs[0]?.dueAt).toEqual(new Date('2026-03-04T03:00:00Z'));
    await setClock(store, new Date('2026-03-04T03:00:01Z'));
    await store.transaction({ role: 'worker' }, (tx) => deadlineStage(tx, reference));
    expect((await read())?.cycles[0]?.breachedAt).toEqual(new Date('2026-03-04T03:00:00Z'));
    const actor = { role: 'unit_staff', personCode: null, unitCodes: ['waste'] } as const;
    const { code = '' } = (await read()) ?? {};
    await store.transaction({ role: 'worker' }, (tx) =>
      actStage(tx, reference, { code, actor, act: { action: 'resolve', text: 'Đã thu gom' } }),
    );
    await setClock(store, new Date('2026-03-12T03:00:00Z'));
    await store.transaction({ role: 'worker' }, (tx) => deadlineStage(tx, reference));
    expect((await read())?.state).toBe('closed');
    const { violations } = await store.transaction({ role: 'owner' }, (tx) =>
      checkInvariants(tx, reference),
    );
    expect(violations).toEqual([]);
    await database.drop();
    await own.stop();
  }, 60_000);
});
