import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FIGURE_NAMES, RATE_NAMES } from '#libs/contracts';
import { type FiguresBody } from '#libs/dto';
import { foldAnew } from '#libs/figures';
import { fill } from '../../apps/kip/src/bench/filling.js';
import { type Store, fillFacts, setClock } from '#libs/store';
import {
  type ProblemBody,
  type TestDesk,
  as,
  file,
  get,
  problem,
  startDesk,
  walk,
} from '../harness/desk.js';

let desk: TestDesk;
/** More than what every socket and stream on the way may hold. */
const MANY = 30_000;
const PAST = 'from=2021-01-01&to=2026-03-01';

const csvOf = async (
  person: string,
  query: string,
): Promise<{ text: string; headers: Headers }> => {
  const answer = await fetch(`${desk.url}/v1/figures/reports.csv?${query}`, {
    headers: as(person),
  });
  expect(answer.status).toBe(200);
  return {
    text: Buffer.from(await answer.arrayBuffer()).toString('utf8'),
    headers: answer.headers,
  };
};

/** The lines without the first, each as its columns. */
const linesOf = (text: string, separator = ';'): string[][] =>
  text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(separator));

/** Transactions that are open on a cursor. */
async function openCursors({ dataSource }: Store): Promise<number> {
  const [row] = await dataSource.query<{ many: number }[]>(
    `SELECT count(*)::int AS many FROM pg_stat_activity
     WHERE datname = current_database() AND xact_start IS NOT NULL AND query LIKE 'FETCH %'`,
  );
  return row?.many ?? 0;
}

async function untilCursors(store: Store, many: number): Promise<void> {
  for (let tries = 0; (await openCursors(store)) !== many; tries += 1) {
    if (tries > 300) throw new Error(`there are not ${many} open cursors within half a minute`);
    await sleep(100);
  }
}

/** An answer of which nothing is read yet. */
async function unread(person: string, query: string): Promise<IncomingMessage> {
  const asked = request(`${desk.url}/v1/figures/reports.csv?${query}`, { headers: as(person) });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return answer;
}

beforeAll(async () => {
  desk = await startDesk();
  const { store, reference } = desk.database;
  const silent = (): void => undefined;
  const plan = { reports: MANY, now: new Date('2026-03-01T00:00:00Z'), seed: 7 };
  await fill(store, await reference.get(), plan, silent, silent);
  await fillFacts(store);
  await store.unhurried({ role: 'worker' }, (tx) => foldAnew(tx));
  await store.transaction({ role: 'owner' }, (tx) =>
    tx.query(`UPDATE units SET name = name || '{"vi": "=cmd|so"}' WHERE code = 'so-noi-vu'`),
  );
  reference.forget();
}, 240_000);
afterAll(() => desk.stop());

describe('figures of many', () => {
  it('bring what each of their names means, in both languages', async () => {
    for (const path of ['/v1/figures', '/v1/figures/overview']) {
      const { body } = await get<{ definitions: FiguresBody['definitions'] }>(
        'sup-1',
        `${path}?${PAST}`,
      );
      const rates = RATE_NAMES.map((name) => `${name}_rate`);
      for (const name of [...FIGURE_NAMES, ...rates, 'median_first_answer', 'median_to_end']) {
        const { vi = '', en = '' } = body.definitions[name] ?? {};
        expect({ name, said: vi.length > 5 && en.length > 2 }).toEqual({ name, said: true });
      }
    }
  });

  it('are refused in more groups than one answer holds, and the remedy named', async () => {
    const answer = await get<ProblemBody>(
      'sup-1',
      `/v1/figures?${PAST}&group_by=day&group_by=category`,
    );
    expect(answer).toMatchObject(problem(422, 'invalid_request'));
    expect(answer.body.errors?.map(({ field }) => field)).toEqual(['group_by']);
    expect(answer.body.detail).toContain('more than 5000 groups; ask for a shorter period');
    // As many dimensions as there may be, and one that is none: what is allowed is named.
    const colour = await get<ProblemBody>('sup-1', `/v1/figures?${PAST}&group_by=colour`);
    expect(JSON.stringify(colour.body)).toContain('unit, category, area, stream');
  });
});

describe('the reports behind a figure, as CSV', () => {
  it('are all of them, of one instant, for a spreadsheet and no formula', async () => {
    const { body } = await get<FiguresBody>('sup-1', `/v1/figures?${PAST}`);
    const { text, headers } = await csvOf('sup-1', `${PAST}&figure=all`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="kip-all.csv"');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(
      text.startsWith('\ufeffcode;class;cycle;received_at;due_at;ended_at;unit;unit_name\r\n'),
    ).toBe(true);
    const lines = linesOf(text);
    expect(lines).toHaveLength(body.total.counts.all);
    expect(lines.length).toBeGreaterThan(MANY * 0.9);
    expect(new Set(lines.map(([code]) => code)).size).toBe(lines.length);
    expect(text).toContain(";so-noi-vu;'=cmd|so\r\n");
    expect(text).not.toMatch(/(^|;)"?[=+@]/m);
    const received = lines.map((line) => line[3] ?? '');
    expect([...received].sort()).toEqual(received);
    const classes = lines.filter((line) => line[1] === 'late');
    expect(classes).toHaveLength(body.total.counts.late);
  }, 60_000);

  it('of one group, in English, are those of the group', async () => {
    const query = `${PAST}&of=legs&figure=on_time&group_by=unit`;
    const { body } = await get<FiguresBody>('sup-1', `/v1/figures?${PAST}&of=legs&group_by=unit`);
    const group = body.groups.find(({ values }) => values[0]?.value === 'so-nnmt');
    const { text } = await csvOf('sup-1', `${query}&value=so-nnmt&language=en`);
    const lines = linesOf(text, ',');
    expect(lines).toHaveLength(group?.counts.on_time ?? -1);
    expect(new Set(lines.map((line) => line[6]))).toEqual(new Set(['so-nnmt']));
  }, 60_000);

  it('are those that the person sees', async () => {
    await setClock(desk.database.store, new Date('2026-03-03T02:00:00Z'));
    const { report } = await file('Cáp của VNPT', { category: 'telecom.cable-sagging' });
    await walk(report.code, [['op-1', 'assign', { unit: 'vnpt', words: 'x' }]]);
    const march = 'from=2026-03-02&to=2026-03-31';
    const own = await csvOf('staff-vnpt', march);
    expect(linesOf(own.text).map(([code]) => code)).toContain(report.code);
    const other = await csvOf('staff-viettel', march);
    expect(other.text).not.toContain(report.code);
  });

  it('are refused before anything is sent, the field named', async () => {
    const bad = async (query: string): Promise<unknown> =>
      get<ProblemBody>('sup-1', `/v1/figures/reports.csv?${query}`);
    expect(await bad('from=2026-12-31&to=2026-01-01')).toMatchObject(
      problem(422, 'invalid_request'),
    );
    expect(await bad(`${PAST}&unit=nobody`)).toMatchObject(problem(422, 'unknown_reference'));
    expect(await bad(`${PAST}&group_by=unit&value=a&value=b`)).toMatchObject(
      problem(422, 'invalid_request'),
    );
    expect(await bad(`${PAST}&limit=5`)).toMatchObject(problem(422, 'invalid_request'));
    // What was refused holds no place.
    for (let one = 0; one < 5; one += 1) await bad(`${PAST}&unit=nobody`);
    expect((await csvOf('sup-1', 'from=2026-03-02&to=2026-03-31')).text).toContain('PA-2026');
  });

  it('wait for whoever takes them, and end where nobody does any more', async () => {
    const { store } = desk.database;
    const slow = await unread('sup-1', PAST);
    // It was begun and is not read: the cursor stands open, and waits.
    await untilCursors(store, 1);
    await sleep(500);
    expect(await openCursors(store)).toBe(1);
    slow.destroy();
    await untilCursors(store, 0);
  }, 60_000);

  it('are a few at once, and no more, and the next when one is done', async () => {
    const { store } = desk.database;
    const held: IncomingMessage[] = [];
    for (let one = 0; one < 4; one += 1) held.push(await unread('sup-1', PAST));
    const refused = await get<ProblemBody>('sup-1', `/v1/figures/reports.csv?${PAST}`);
    expect(refused).toMatchObject(problem(429, 'too_many_exports'));
    for (const answer of held) answer.destroy();
    await untilCursors(store, 0);
    const { text } = await csvOf('sup-1', PAST);
    expect(linesOf(text).length).toBeGreaterThan(MANY * 0.9);
  }, 60_000);
});
