import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FiguresBody } from '#libs/dto';
import { type ReplayCounts, replayCounts } from '#libs/figures';
import { Store, readSeed, writeSeed } from '#libs/store';
import {
  type EmbeddedServer,
  openEmbeddedServer,
} from '../../apps/kip/src/embedded/embedded-server.js';
import { readBoston } from '../../apps/kip/src/replay/boston.js';
import { caseOf, seedFor } from '../../apps/kip/src/replay/boston-cases.js';
import { Player } from '../../apps/kip/src/replay/player.js';
import { type Ended, kip } from '../harness/kip.js';
import { monthsOf, plainMonths } from '../harness/boston-months.js';
import { freshDatabase, startTestServer } from '../harness/servers.js';

const REFERENCE = 'deploy/seed/boston';
const REAL = '../shared/data/boston-311-2011-q3.csv';
const HEAD =
  'case_enquiry_id,open_dt,target_dt,closed_dt,ontime,case_status,case_title,subject,reason,type,queue,department,neighborhood,ward,latitude,longitude,source';

interface Row {
  readonly id: string;
  readonly open: string;
  readonly target: string;
  readonly closed: string;
  readonly flag: string;
  readonly type: string;
  readonly department: string;
  readonly lat: string;
  readonly lon: string;
}

const BULK = 'Schedule a Bulk Item Pickup';
const ANIMAL = 'Pick up Dead Animal';

/** A row as the city writes it; closed where a time of closing is given. */
function row(own: Partial<Row> & { readonly id: string }): string {
  const one: Row = {
    open: '2011-07-05 10:00:00',
    target: '',
    closed: '',
    flag: 'ONTIME',
    type: 'Graffiti Removal',
    department: 'PROP',
    lat: '42.3044',
    lon: '-71.1081',
    ...own,
  };
  const status = one.closed === '' ? 'Open' : 'Closed';
  return [
    ...[one.id, one.open, one.target, one.closed, one.flag, status, `Case ${one.id}`, 's', 'r'],
    ...[one.type, 'q', one.department, 'Roslindale', 'Ward 20', one.lat, one.lon, 'Self Service'],
  ].join(',');
}

/** Every class of row, named for what it is; received on Tuesday 5 July 2011 unless said. */
const ROWS: readonly string[] = [
  row({ id: 'in-time', target: '2011-07-08 10:00:00', closed: '2011-07-07 09:00:00' }),
  row({ id: 'to-the-second', target: '2011-07-08 10:00:00', closed: '2011-07-08 10:00:00' }),
  row({ id: 'at-once', target: '2011-07-08 10:00:00', closed: '2011-07-05 10:00:00' }),
  row({
    id: 'late',
    target: '2011-07-08 10:00:00',
    closed: '2011-07-08 10:00:01',
    flag: 'OVERDUE',
  }),
  row({ id: 'late-blank', target: '2011-07-08 10:00:00', closed: '2011-08-01 10:00:00', flag: '' }),
  row({
    id: 'promised-before',
    target: '2011-07-05 00:00:00',
    closed: '2011-07-05 10:30:00',
    flag: 'OVERDUE',
  }),
  row({ id: 'open-overdue', target: '2011-07-08 10:00:00', flag: 'OVERDUE', lat: '42.35' }),
  row({ id: 'open-in-time', target: '2059-12-31 19:00:00' }),
  row({ id: 'no-target', closed: '2012-02-01 10:00:00' }),
  // The eight types: two working days from Friday 18:00 are Wednesday 08:30, one from Saturday is Tuesday.
  row({
    ...{ id: 'rule-after-hours', open: '2011-07-08 18:00:00', target: '2011-07-13 08:30:00' },
    ...{ closed: '2011-07-12 09:00:00', type: BULK, department: 'PWDx' },
  }),
  row({
    ...{ id: 'rule-weekend', open: '2011-07-09 11:00:00', target: '2011-07-12 11:00:30' },
    ...{ closed: '2011-07-12 09:00:00', type: ANIMAL, department: 'PWDx' },
  }),
  row({
    ...{ id: 'rule-missed', open: '2011-07-11 11:00:00', target: '2011-07-13 15:00:00' },
    ...{ closed: '2011-07-12 09:00:00', type: BULK, department: 'PWDx' },
  }),
  // Twenty metres from an open one of the same type: a person sends it on.
  row({
    ...{ id: 'seems-double', open: '2011-07-06 10:00:00', target: '2011-07-09 10:00:00' },
    ...{ closed: '2011-07-07 10:00:00', lat: '42.3501' },
  }),
];

const COUNTS: Partial<ReplayCounts> = {
  rows: 13,
  on_time: 7,
  late: 3,
  open_overdue: 1,
  open_in_time: 1,
  no_deadline: 1,
  flag_agrees: 12,
  flag_differs: 0,
  rule_fits: 2,
  rule_misses: 1,
};

/** Rows that cannot be taken, each with what is told of it. */
const BAD: readonly (readonly [string, string])[] = [
  [row({ id: 'b1', closed: '2011-07-04 10:00:00' }), 'closed_dt 2011-07-04 10:00:00 is before'],
  [row({ id: 'b2', open: '2011-02-30 10:00:00' }), 'open_dt "2011-02-30 10:00:00" is no time'],
  [row({ id: 'b3', open: '05/07/2011' }), 'write it as 2011-07-01 08:30:00'],
  [row({ id: 'b4', open: '' }), 'open_dt is empty'],
  [row({ id: 'b5', type: '' }), 'type is empty'],
  [row({ id: 'b6', lat: '142.3' }), 'latitude "142.3"'],
  [row({ id: 'b7', flag: 'PERHAPS' }), 'ontime "PERHAPS" is unknown'],
  [row({ id: 'b8' }).replace(',Open,', ',Closed,'), 'case_status is Closed, closed_dt is ""'],
  [`${row({ id: 'b9' })},more`, '18 fields where the first line names 17'],
  [row({ id: 'in-time' }), 'stands on line 2 already'],
];

let home: string;
/** Up for the whole suite, so that no command has to start and stop it. */
let server: EmbeddedServer;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'kip-replay-'));
  // The server runs as a user of its own when the tests run as root: let it pass.
  await chmod(home, 0o755);
  server = await openEmbeddedServer({ home: path.join(home, 'demo'), durable: false });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(home, { recursive: true, force: true });
});

async function fileOf(name: string, rows: readonly string[]): Promise<string> {
  const file = path.join(home, name);
  await writeFile(file, [HEAD, ...rows, ''].join('\n'));
  return file;
}

const replay = (file: string, ...more: string[]): Promise<Ended> =>
  kip(['replay', file, '--format', 'boston', ...more], { KIP_HOME: home });

const countsOf = ({ stdout }: Ended): ReplayCounts => JSON.parse(stdout) as ReplayCounts;

/** The database that a replay has kept, open. */
async function openKept({ stderr }: Ended): Promise<Store> {
  const [, database = ''] = /kept: the database (\S+)/.exec(stderr) ?? [];
  return Store.open(server.url(database), 2);
}

describe('kip replay', () => {
  it('counts every class of row, and answers with just its keys', async () => {
    const ended = await replay(
      await fileOf('rows.csv', ROWS),
      '--json',
      '--as-of',
      '2013-01-01T00:00:00Z',
    );
    expect({ code: ended.code, counts: countsOf(ended) }).toMatchObject({
      code: 0,
      counts: COUNTS,
    });
    expect(Object.keys(countsOf(ended))).toEqual([
      ...['rows', 'on_time', 'late', 'open_overdue', 'open_in_time', 'no_deadline'],
      ...['flag_agrees', 'flag_differs', 'rule_fits', 'rule_misses'],
      ...['events', 'seconds', 'peak_rss_mb'],
    ]);
  }, 60_000);

  it('refuses bad rows by line and reason, loads the rest, and ends with 1', async () => {
    const file = await fileOf('bad.csv', [...ROWS, ...BAD.map(([text]) => text)]);
    const ended = await replay(file, '--json', '--as-of', '2013-01-01T00:00:00Z');
    expect({ code: ended.code, counts: countsOf(ended) }).toMatchObject({
      code: 1,
      counts: COUNTS,
    });
    BAD.forEach(([, told], index) => {
      const line = ROWS.length + 2 + index;
      const words = ended.stderr.split('\n').find((text) => text.startsWith(`line ${line}: `));
      expect(words).toContain(told);
    });
  }, 60_000);

  it('ends with 2 where the file is none of that format, or the wish is none', async () => {
    const other = path.join(home, 'other.csv');
    await writeFile(other, 'a,b\n1,2\n');
    const lacking = await replay(other);
    expect(lacking.code).toBe(2);
    expect(lacking.stderr).toContain('its first line lacks case_enquiry_id');
    expect((await replay('/nowhere.csv')).code).toBe(2);
    expect((await replay(other, '--as-of', '2013-01-01')).code).toBe(2);
    const help = await kip(['replay', '--help'], { KIP_HOME: home });
    expect(help.stdout).toContain('--as-of');
  }, 60_000);

  it('stops at an instant: what comes later has not happened', async () => {
    const file = await fileOf('rows.csv', ROWS);
    // Saturday 9 July, noon in Boston: all but one have been received.
    const ended = await replay(file, '--json', '--as-of', '2011-07-09T16:00:00Z');
    expect(countsOf(ended)).toMatchObject({
      rows: 12,
      on_time: 4,
      late: 2,
      open_overdue: 2,
      open_in_time: 3,
      no_deadline: 1,
    });
    // The same on another server, as a table; nothing stays there.
    if (!(await server.hasDatabase('shop'))) await server.createDatabase('shop');
    const table = await kip(
      ['replay', file, '--format', 'boston', '--as-of', '2011-07-09T16:00:00Z'],
      { KIP_HOME: path.join(home, 'other'), DATABASE_URL: server.url('shop') },
    );
    expect(table.stdout).toMatch(/ended late\s*│\s*2 /);
    expect(existsSync(path.join(home, 'other', 'demo'))).toBe(false);
    const store = await Store.open(server.url('shop'), 2);
    const left = await store.dataSource.query<{ datname: string }[]>(
      `SELECT datname FROM pg_database WHERE datname LIKE 'kip_replay_%'`,
    );
    await store.close();
    expect(left).toEqual([]);
  }, 60_000);

  it('counts from what is stored: an end moved over its promise moves the counts', async () => {
    const ended = await replay(
      await fileOf('rows.csv', ROWS),
      ...['--json', '--keep', '--as-of', '2013-01-01T00:00:00Z'],
    );
    const store = await openKept(ended);
    try {
      const counts = await store.transaction({ role: 'owner' }, async (tx) => {
        await tx.query(
          `UPDATE facts SET ended_at = promised_at + interval '1 millisecond' FROM replay_rows r
           WHERE r.report_id = facts.report_id AND r.external_id = 'in-time' AND subject = 'cycle'`,
        );
        return replayCounts(tx);
      });
      expect(counts).toMatchObject({
        ...COUNTS,
        on_time: 6,
        late: 4,
        flag_agrees: 11,
        flag_differs: 1,
      });
      const events = await store.transaction({ role: 'owner' }, (tx) =>
        tx.query<{ kind: string; at: Date; actor: string }>(
          `SELECT kind, at, actor_role AS actor FROM events JOIN replay_rows USING (report_id)
           WHERE external_id = 'seems-double' ORDER BY version`,
        ),
      );
      expect(events.map(({ kind, actor }) => `${kind} ${actor}`)).toEqual([
        ...['receive import', 'review router', 'assign operator', 'resolve unit_staff'],
        'close operator',
      ]);
      // Boston's summer time is four hours behind UTC.
      expect(events.map(({ at }) => at.toISOString().slice(5, 16))).toEqual([
        ...['07-06T14:00', '07-06T14:00', '07-06T14:00', '07-07T14:00', '07-07T14:00'],
      ]);
    } finally {
      await store.close();
    }
  }, 60_000);

  it('takes the number of days from the policy in the database', async () => {
    const folder = path.join(home, 'three-days');
    await cp(REFERENCE, folder, { recursive: true });
    const policies = await readFile(path.join(folder, 'policies.yaml'), 'utf8');
    await writeFile(
      path.join(folder, 'policies.yaml'),
      policies.replaceAll(/days: [12]/g, 'days: 3'),
    );
    const ended = await replay(await fileOf('rows.csv', ROWS), '--json', '--reference', folder);
    expect(countsOf(ended)).toMatchObject({ rule_fits: 0, rule_misses: 3 });
  }, 60_000);
});

describe('the waves of a history', () => {
  /** Many reports of few types at few places within few hours, from a seed that is told. */
  function crowded(seed: number): string[] {
    let state = seed;
    const random = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const two = (value: number): string => String(value).padStart(2, '0');
    return Array.from({ length: 110 }, (_, number) => {
      const [day, hour, later] = [5 + random(3), 8 + random(9), random(4)];
      return row({
        id: `c${number}`,
        open: `2011-07-${two(day)} ${two(hour)}:${two(random(60))}:00`,
        target: random(5) === 0 ? '' : `2011-07-${two(day + random(3))} ${two(hour)}:30:00`,
        closed: later === 0 ? '' : `2011-07-${two(day + later)} 19:00:${two(random(60))}`,
        type: random(3) === 0 ? BULK : ANIMAL,
        lat: (42.35 + random(4) * 0.0003).toFixed(4),
      });
    });
  }

  it('come to the same as one thing after the other', async () => {
    const seed = Number(process.env['KIP_SEED'] ?? (Date.now() % 100_000) + 1);
    process.stdout.write(`replay: KIP_SEED=${seed}\n`);
    const file = await fileOf('crowded.csv', crowded(seed));
    const base = readSeed(REFERENCE);
    const own = await startTestServer(async (store) => {
      await writeSeed(store, base);
    });
    const histories: unknown[] = [];
    for (const most of [1, 2_000]) {
      const database = await freshDatabase(own);
      const { store, reference } = database;
      await store.transaction({ role: 'owner' }, (tx) =>
        tx.query(
          `SET LOCAL session_replication_role = replica; UPDATE installation SET clock = '2000-01-01'`,
        ),
      );
      const { book } = await reference.get();
      const { rows } = await readBoston(file, book.streamTerms('boston').calendar);
      await writeSeed(store, seedFor(rows, base));
      reference.forget();
      const snapshot = await reference.get();
      const cases = rows.map((one) => caseOf(one, snapshot, 'a-secret-of-this-test'));
      const player = new Player({ store, reference: snapshot }, most);
      await player.play(
        cases,
        new Date('2011-07-31T00:00:00Z'),
        () => undefined,
        new AbortController().signal,
      );
      histories.push(
        await store.transaction({ role: 'owner' }, (tx) =>
          tx.query(
            `SELECT r.line, r.text, e.version, e.kind, e.at, e.actor_role, e.data - 'subject_id' AS data
             FROM (SELECT report.text, row_number() OVER (ORDER BY report.text) AS line, report.id
                   FROM reports report) r JOIN events e ON e.report_id = r.id ORDER BY r.line, e.version`,
          ),
        ),
      );
      await database.drop();
    }
    await own.stop();
    const [one, together] = histories as { kind: string }[][];
    expect(one?.filter(({ kind }) => kind === 'review').length).toBeGreaterThan(10);
    expect(together).toEqual(one);
  }, 120_000);
});

/** Days and months are those of the stream, which is in Boston. */
const BY_MONTH = ['--year', '2011', '--stream', 'boston', '--group-by', 'unit', 'month'];

const present = existsSync(REAL);
const named = present
  ? 'comes to the counts that are known of it, and by department and month to those of plain SQL'
  : `SKIPPED: there is no ${REAL} here`;

describe("Boston's summer of 2011", () => {
  (present ? it : it.skip)(
    named,
    async () => {
      const ended = await replay(REAL, '--json', '--keep');
      const counts = JSON.parse(ended.stdout) as ReplayCounts & Record<string, number>;
      process.stdout.write(`replay: ${JSON.stringify(counts)}\n`);
      expect(ended.code).toBe(0);
      expect(counts).toMatchObject({
        rows: 31_828,
        on_time: 20_356,
        late: 4_827,
        open_overdue: 1_632,
        open_in_time: 0,
        no_deadline: 5_013,
        flag_differs: 0,
        rule_fits: 11_301,
        rule_misses: 52,
      });
      const [, database = ''] = /kept: the database (\S+)/.exec(ended.stderr) ?? [];
      const check = await kip(['check', '--demo', '--database', database, '--json'], {
        KIP_HOME: home,
      });
      expect(JSON.parse(check.stdout)).toMatchObject({ reports: 31_828, violations: [] });
      const figures = await kip(
        ['figures', '--demo', '--database', database, ...BY_MONTH, '--json'],
        { KIP_HOME: home },
      );
      const { groups } = JSON.parse(figures.stdout) as FiguresBody;
      const plain = await plainMonths(server.url(database), REAL, '2026-01-01');
      expect(monthsOf(groups)).toEqual(plain.map(({ flagged: _, ...counts }) => counts));
      expect(plain.map(({ flagged }) => flagged)).toEqual(plain.map(({ on_time }) => on_time));
      process.stdout.write(`replay: ${plain.length} months of departments equal plain SQL\n`);
    },
    300_000,
  );
});
