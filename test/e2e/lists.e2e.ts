import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sight } from '#libs/domain';
import {
  LIST_ORDERS,
  type ListQuestion,
  type Scope,
  countReports,
  listReports,
  setClock,
} from '#libs/store';
import { type ListItem } from '../../apps/desk/src/lists/list.dto.js';
import {
  STAFF,
  type TestDesk,
  allPages,
  assigned,
  file,
  get,
  listed,
  problem,
  resolved,
  startDesk,
  walk,
  working,
} from '../harness/desk.js';
import { plant } from '../harness/planting.js';
import { BEGIN } from '../harness/servers.js';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
  await lives();
}, 120_000);
afterAll(() => desk.stop());

const HERE = '19753';
const THERE = '19774';

/** Cases of many kinds: several streams, areas, units, states; some passed on, once and again. */
async function lives(): Promise<void> {
  const field = async (text: string, more: object = {}): Promise<string> =>
    (await file(text, { ward: HERE, ...more })).report.code;
  await field('Cột nghiêng trước chợ', { category: 'telecom.cable-sagging', channel: 'mail' });
  await walk(await field('Cáp võng ngang đường', { ward: THERE }), assigned);
  await walk(await field('Dây đứt'), working);
  await walk(await field('Tủ cáp mở'), resolved);
  await walk(await field('Hộp cáp rơi'), [['op-1', 'reject', { reason: 'no_ground' }]]);
  await walk(await field('Dây chùng'), [['op-1', 'offer', { network: 'telecom' }]]);
  const passedOn = await field('Trụ gãy');
  await walk(passedOn, [
    ...assigned,
    ['op-1', 'transfer', { unit: 'vnpt', reason: 'của VNPT' }],
    ['op-1', 'transfer', { unit: 'viettel', reason: 'nhầm' }],
    ['op-1', 'transfer', { unit: 'gtel', reason: 'của Gtel' }],
  ]);
  await walk(await field('Trụ đổ', { ward: THERE }), [
    ...assigned,
    [STAFF, 'refuse', { reason: 'không phải' }],
    ['op-1', 'assign', { unit: 'vnpt' }],
  ]);
  await walk(await field('Nắp cống vỡ'), [['op-1', 'assign', { unit: 'hepco' }]]);
  await file('Hỏi về giờ mở cửa', { stream: 'question', form: {}, ward: HERE });
}

const every = async (person = 'op-1'): Promise<readonly ListItem[]> =>
  (await listed(person, 'limit=200')).items;

const codes = (items: readonly ListItem[]): string[] => items.map(({ code }) => code).sort();

describe('a filter', () => {
  const filters: readonly [string, (item: ListItem) => boolean][] = [
    ['state=assigned', ({ state }) => state === 'assigned'],
    ['state=resolved&state=rejected', ({ state }) => ['resolved', 'rejected'].includes(state)],
    ['stream=question', ({ stream }) => stream === 'question'],
    ['category=telecom', ({ category }) => category?.startsWith('telecom') ?? false],
    [`area=${THERE}`, ({ area }) => area === THERE],
    ['unit=viettel', ({ unit }) => unit === 'viettel'],
    ['network=telecom', ({ network }) => network === 'telecom'],
    ['priority=high', ({ priority }) => priority === 'high'],
    ['channel=mail', ({ channel }) => channel === 'mail'],
    ['overdue=true', ({ overdue }) => overdue],
    ['overdue=false', ({ overdue }) => !overdue],
    ['q=tr%E1%BB%A5', ({ text }) => text.startsWith('Trụ')],
    [`received_from=${BEGIN.toISOString()}`, ({ received_at }) => new Date(received_at) >= BEGIN],
    [`received_to=${BEGIN.toISOString()}`, ({ received_at }) => new Date(received_at) < BEGIN],
    ['due_before=2026-03-12T00:00:00Z&sort=due_at', (item) => dueBefore(item, '2026-03-12')],
    [
      `unit=viettel&state=assigned&area=${THERE}`,
      (item) => item.unit === 'viettel' && item.state === 'assigned' && item.area === THERE,
    ],
  ];
  const dueBefore = ({ due_at }: ListItem, day: string): boolean =>
    due_at !== null && String(due_at) < day;

  it.each(filters)('finds what it says and nothing else: %s', async (query, holds) => {
    expect((await allPages('op-1', `${query}&limit=3`)).sort()).toEqual(
      codes((await every()).filter(holds)),
    );
  });

  it('is one that leaves something out, among these cases', async () => {
    const items = await every();
    const many = [
      'state=assigned',
      `area=${THERE}`,
      'unit=viettel',
      'q=tr%E1%BB%A5',
      'channel=mail',
    ];
    for (const [query, holds] of filters) {
      if (many.includes(query)) expect(items.filter(holds)).not.toHaveLength(0);
    }
  });
});

describe('a unit’s list', () => {
  it('holds what the unit has, what it has passed on and what it is offered, each once', async () => {
    const texts = (await every(STAFF)).map(({ text }) => text).sort();
    expect(texts).toEqual(
      ['Cáp võng ngang đường', 'Dây chùng', 'Dây đứt', 'Trụ gãy', 'Trụ đổ', 'Tủ cáp mở'].sort(),
    );
    expect((await every('staff-hepco')).map(({ text }) => text)).toEqual(['Nắp cống vỡ']);
  });

  it.each(LIST_ORDERS)('by %s has each case once over all its pages', async (sort) => {
    for (const direction of ['asc', 'desc']) {
      const query = `sort=${sort}&direction=${direction}`;
      const whole = await allPages(STAFF, `${query}&limit=200`);
      expect([...whole].sort()).toEqual(codes(await every(STAFF)));
      for (const limit of [1, 2, 4]) {
        expect(await allPages(STAFF, `${query}&limit=${limit}`)).toEqual(whole);
      }
    }
  });
});

const EMPTY: Omit<ListQuestion, 'sight'> = {
  ...{ states: [], streamCode: null, categoryCodes: [], areaCode: null, unitCode: null },
  ...{ networkCode: null, priority: null, channel: null, overdue: null, dueBefore: null },
  ...{ receivedFrom: null, receivedTo: null, parentCode: null, search: null },
  ...{ order: 'received_at', descending: true, after: null, limit: 201 },
};

function scopeOf(sight: Partial<Sight>): Scope {
  const all = { streams: ['*'], areas: ['*'], units: ['*'], networks: ['*'] };
  return { ...all, ...sight, contacts: false };
}

const SCOPES: readonly Scope[] = [
  {},
  { streams: ['question'] },
  { areas: [THERE] },
  { areas: [HERE], streams: ['field'] },
  { units: ['viettel'], networks: [] },
  { units: ['viettel', 'vnpt', 'gtel'], networks: ['telecom'] },
  { units: ['hepco'], areas: [THERE] },
  { units: [], networks: ['telecom'] },
  { units: [], networks: [] },
].map(scopeOf);

describe('a list', () => {
  it('shows every scope what row security shows it, whichever way it is found', async () => {
    const { store } = desk.database;
    const seen: number[] = [];
    for (const scope of SCOPES) {
      await store.transaction({ role: 'desk', scope }, async (tx) => {
        const rows = await tx.query<{ code: string }>('SELECT code FROM reports ORDER BY code');
        const visible = rows.map(({ code }) => code);
        seen.push(visible.length);
        for (const order of LIST_ORDERS) {
          const question = { ...EMPTY, sight: scope, order };
          const list = await listReports(tx, question);
          expect(list.map(({ code }) => code).sort()).toEqual(visible.sort());
          expect(await countReports(tx, question, 1_000)).toBe(visible.length);
        }
        // A sight that says too much shows no more: the database binds it.
        const wide = await listReports(tx, { ...EMPTY, sight: scopeOf({}) });
        expect(wide.map(({ code }) => code).sort()).toEqual(visible);
      });
    }
    expect(new Set(seen).size).toBeGreaterThan(5);
    expect(seen.at(-1)).toBe(0);
  });

  it('refuses a cursor that was tampered with, or is another list’s', async () => {
    const { next } = await listed('op-1', 'limit=1');
    const parts = JSON.parse(Buffer.from(next ?? '', 'base64url').toString()) as unknown[];
    const forged = (change: readonly unknown[]): string =>
      encodeURIComponent(Buffer.from(JSON.stringify(change)).toString('base64url'));
    const [name, value, id] = parts;
    for (const cursor of [
      forged([name, `${String(value)}'; DROP TABLE reports`, id]),
      forged([name, value, 'x']),
      forged([name, value, id, 1]),
      forged(['reports by due_at asc', value, id]),
      (next ?? '').slice(0, -4),
    ]) {
      const answer = await get('op-1', `/v1/desk/reports?limit=1&cursor=${cursor}`);
      expect(answer).toEqual(problem(422, 'bad_cursor'));
    }
  });

  it('tells what is overdue by the clock law, whatever stands in the way', async () => {
    const { store } = desk.database;
    const later = new Date(BEGIN.getTime() + 60 * 86_400_000);
    await setClock(store, later);
    const cases: readonly [string, boolean, string][] = [
      ['open beyond its due', true, 'SELECT 1'],
      ['waiting, and its clock stands', false, WAITS('true')],
      ['waiting, and its clock runs', true, WAITS('false')],
      ['breached before its clock stood', true, `${WAITS('true')}; ${BREACHED}`],
      ['breached, and given a later due', true, `${BREACHED}; ${LATER}`],
      ['not due yet', false, LATER],
    ];
    for (const [name, overdue, sql] of cases) {
      const { code } = (await file('Quá hạn hay chưa')).report;
      await walk(code, working);
      const past = `UPDATE reports SET due_at = kip_now() - interval '1 day' WHERE code = $1`;
      await plant(desk.database, code, past, ...sql.split(';'));
      const query = `q=${code}&overdue=`;
      const found = [
        await allPages('op-1', `${query}true`),
        await allPages('op-1', `${query}false`),
      ];
      expect({ name, found }).toEqual({ name, found: overdue ? [[code], []] : [[], [code]] });
      const [item] = (await listed('op-1', `q=${code}`)).items;
      expect({ name, overdue: item?.overdue }).toEqual({ name, overdue });
    }
  });
});

const OF = '(SELECT id FROM reports WHERE code = $1)';
const WAITS = (stops: string): string => `UPDATE reports SET state = 'waiting' WHERE code = $1;
  INSERT INTO pauses (id, report_id, leg_id, reason, stops_clock, started_at, until)
  SELECT gen_random_uuid(), report_id, id, 'weather', ${stops}, kip_now(), kip_now() FROM legs WHERE report_id = ${OF}`;
const BREACHED = `UPDATE cycles SET breached_at = due_at WHERE report_id = ${OF}`;
const LATER = `UPDATE reports SET due_at = kip_now() + interval '1 day' WHERE code = $1;
  UPDATE cycles SET due_at = kip_now() + interval '1 day' WHERE report_id = ${OF}`;

describe('a search', () => {
  it('finds whole words that follow each other', async () => {
    const { code } = (await file('Bàn ghế nhựa chắn lối đi bộ')).report;
    const finds = async (q: string): Promise<boolean> =>
      (await allPages('op-1', `q=${encodeURIComponent(q)}`)).includes(code);
    for (const q of ['nhựa', 'BAN GHE', 'ghế nhựa chắn lối', 'lối đi bộ', code]) {
      expect({ q, found: await finds(q) }).toEqual({ q, found: true });
    }
    for (const q of ['nhự', 'ghế bàn', 'ghế chắn', 'bàn ghế lối', 'bàn ghế nhựa chắn đi bộ']) {
      expect({ q, found: await finds(q) }).toEqual({ q, found: false });
    }
  });

  it('finds the same words in many reports, with filters, for units and over pages', async () => {
    const texts = Array.from({ length: 25 }, (_, index) => `Rêu mọc dày trên tường số ${index}`);
    const made: string[] = [];
    for (const text of texts) made.push((await file(text)).report.code);
    const [first = '', second = ''] = made;
    await walk(first, assigned);
    await walk(second, [['op-1', 'assign', { unit: 'vnpt' }]]);
    expect((await allPages('op-1', 'q=reu+moc+day&limit=10')).sort()).toEqual([...made].sort());
    expect(await allPages('op-1', 'q=reu+moc&state=assigned&unit=vnpt')).toEqual([second]);
    expect(await allPages(STAFF, 'q=reu+moc')).toEqual([first]);
    expect(await allPages('op-1', 'q=moc+reu')).toEqual([]);
  });
});
