import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ReportClocks } from '#libs/dto';
import { setClock } from '#libs/store';
import { deskPerson } from '#libs/access';
import { type RunningClocks } from '../../apps/desk/src/lists/clocks.dto.js';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import {
  type Answer,
  type ProblemBody,
  STAFF,
  type TestDesk,
  allPages,
  as,
  assigned,
  command,
  file,
  fresh,
  get,
  listed,
  problem,
  resolved,
  send,
  startDesk,
  walk,
  working,
} from '../harness/desk.js';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
}, 120_000);

afterAll(async () => {
  await desk.stop();
});

describe('what a unit sees', () => {
  it('is its own cases in lists, searches and one by one, and what its network is offered', async () => {
    const own = (await file('Cột ăng-ten bỏ hoang')).report.code;
    const foreign = (await file('Cột ăng-ten bỏ hoang')).report.code;
    const offered = (await file('Cột ăng-ten bỏ hoang')).report.code;
    await walk(own, [['op-1', 'assign', { unit: 'gtel' }]]);
    await walk(foreign, [['op-1', 'assign', { unit: 'vnpt' }]]);
    await walk(offered, [['op-1', 'offer', { network: 'telecom' }]]);
    const inList = await allPages('staff-gtel', 'limit=200');
    expect(inList).toEqual(expect.arrayContaining([own, offered]));
    expect(inList).not.toContain(foreign);
    const found = await allPages('staff-gtel', 'q=cot+ang+ten');
    expect(found.sort()).toEqual([own, offered].sort());
    const path = `/v1/desk/reports/${foreign}`;
    expect(await get('staff-gtel', path)).toEqual(problem(404, 'not_found'));
    expect(await command('staff-gtel', foreign, 'take')).toEqual(problem(404, 'not_found'));
    expect(await get('op-1', path)).toMatchObject({ status: 200 });
    expect(await get('staff-hepco', `/v1/desk/reports/${offered}`)).toEqual(
      problem(404, 'not_found'),
    );
  });

  it("is how the dues of a case came about, with its own leg and no other unit's", async () => {
    const code = (await file('Dây cáp sà thấp')).report.code;
    await walk(code, [
      ['op-1', 'assign', { unit: 'gtel' }],
      ['op-1', 'transfer', { unit: 'vnpt', reason: 'thuộc tuyến khác' }],
    ]);
    const clocksOf = async (person: string): Promise<readonly (string | null)[]> => {
      const answer = await get<ReportClocks>(person, `/v1/desk/reports/${code}/clock`);
      expect(answer.body.clocks[0]).toMatchObject({ subject: 'promise', standing: 'running' });
      return answer.body.clocks.map(({ unit }) => unit);
    };
    const gtel: unknown = expect.stringMatching(/gtel/i);
    const vnpt: unknown = expect.stringMatching(/vnpt/i);
    expect(await clocksOf('op-1')).toEqual([null, gtel, vnpt]);
    expect(await clocksOf('staff-gtel')).toEqual([null, gtel]);
    expect(await get('staff-hepco', `/v1/desk/reports/${code}/clock`)).toEqual(
      problem(404, 'not_found'),
    );
  });

  it('is how long each of several cases has, and when that counts, of its own legs alone', async () => {
    const code = (await file('Dây cáp sà thấp ở cổng')).report.code;
    await walk(code, [
      ['op-1', 'assign', { unit: 'gtel' }],
      ['op-1', 'transfer', { unit: 'vnpt', reason: 'thuộc tuyến khác' }],
    ]);
    const other = (await file('Cột nghiêng ở ngã tư')).report.code;
    const path = `/v1/desk/clocks?code=${code}&code=${code}`;
    const { body } = await get<RunningClocks>('op-1', `${path}&code=${other}`);
    const clocksOf = ({ items }: RunningClocks): readonly string[] =>
      items.flatMap(({ code: of, clocks }) =>
        clocks.map(({ subject, unit }) => `${of} ${subject} ${unit ?? '-'}`),
      );
    expect(clocksOf(body)).toEqual([`${code} promise -`, `${code} leg vnpt`, `${other} promise -`]);
    const [promise] = body.items[0]?.clocks ?? [];
    expect(promise).toMatchObject({ standing: 'running', late_minutes: 0 });
    expect(promise?.counts.every(({ from, to }) => from < to)).toBe(true);
    expect(clocksOf((await get<RunningClocks>('staff-gtel', path)).body)).toEqual([
      `${code} promise -`,
    ]);
    // What is out of sight is left out: a list may hold what went a moment ago.
    const { body: partly } = await get<RunningClocks>('staff-gtel', `${path}&code=${other}`);
    expect(clocksOf(partly)).toEqual([`${code} promise -`]);
    expect(await get('op-1', '/v1/desk/clocks')).toEqual(problem(422, 'invalid_request'));
  });

  it('is bound by the database itself, whatever a query asks for', async () => {
    const { store, reference } = desk.database;
    const mine = (await file('Cáp chùng', { contact: { phone: '0234000111' } })).report.code;
    const other = (await file('Cáp chùng', { contact: { phone: '0234000222' } })).report.code;
    await walk(mine, [['op-1', 'assign', { unit: 'sctv' }]]);
    await walk(other, [['op-1', 'assign', { unit: 'vnpt' }]]);
    const data = await reference.get();
    const staff = data.people.get('staff-sctv');
    if (!staff) throw new Error('the seed has no staff-sctv');
    const { scope } = deskPerson(staff, data);
    await store.transaction({ role: 'desk', scope }, async (tx) => {
      const reports = await tx.query<{ code: string }>(
        'SELECT code FROM reports WHERE unit_code IS NOT NULL',
      );
      expect(reports.map((row) => row.code)).toEqual([mine]);
      const legs = await tx.query<{ unit_code: string }>('SELECT DISTINCT unit_code FROM legs');
      expect(legs).toEqual([{ unit_code: 'sctv' }]);
      expect(await tx.query('SELECT * FROM contacts')).toEqual([]);
      for (const table of ['cycles', 'events', 'facts']) {
        const rows = await tx.query<{ code: string }>(
          `SELECT DISTINCT r.code FROM ${table} x LEFT JOIN reports r ON r.id = x.report_id`,
        );
        expect(rows.map((row) => row.code)).not.toContain(null);
      }
    });
  });

  it('leaves out the legs of other units, and yet the next leg gets the next number', async () => {
    const code = await fresh();
    await walk(code, [
      ...assigned,
      [STAFF, 'refuse', { reason: 'không phải dây của chúng tôi' }],
      ['op-1', 'offer', { network: 'telecom' }],
    ]);
    const claimed = await command('staff-vnpt', code, 'claim');
    expect(claimed).toMatchObject({ status: 200, body: { state: 'assigned', unit: 'vnpt' } });
    expect(claimed.body.legs.map((leg) => [leg.number, leg.unit])).toEqual([[2, 'vnpt']]);
    const whole = await get<CaseView>('op-1', `/v1/desk/reports/${code}`);
    expect(whole.body.legs.map((leg) => [leg.number, leg.unit])).toEqual([
      [1, 'viettel'],
      [2, 'vnpt'],
    ]);
    // The unit that refused still sees the case, and can do nothing about it.
    const refused = await get<CaseView>(STAFF, `/v1/desk/reports/${code}`);
    expect(refused.body).toMatchObject({ unit: 'vnpt', allowed_actions: [] });
    expect(await command(STAFF, code, 'take')).toEqual(problem(403, 'not_your_unit'));
  });
});

describe('an operator files for a caller', () => {
  const contact = { name: 'Bà Hoa', phone: '0234123456', show_identity: false };

  it('and only operators and administrators read who called', async () => {
    const { report, tracking_token: token } = await file('Rác ở chợ', {
      channel: 'counter',
      contact,
    });
    expect(token).toHaveLength(32);
    expect(report).toMatchObject({
      channel: 'counter',
      state: 'received',
      contact: { phone: '0234123456' },
    });
    expect(report.history).toMatchObject([{ kind: 'receive', role: 'operator', person: 'op-1' }]);
    await walk(report.code, [['op-1', 'assign', { unit: 'hepco' }]]);
    const path = `/v1/desk/reports/${report.code}`;
    for (const [person, sees] of [
      ['admin-1', true],
      ['op-2', true],
      ['sup-1', false],
      ['mod-1', false],
      ['staff-hepco', false],
    ] as const) {
      const { body } = await get<CaseView>(person, path);
      expect({ person, sees: body.contact !== null }).toEqual({ person, sees });
    }
  });

  it('once for each key: the same answer again, another body refused', async () => {
    const headers = { ...as('op-1'), 'Idempotency-Key': randomUUID() };
    const body = {
      channel: 'phone',
      stream: 'field',
      address: 'Chợ Đông Ba',
      text: 'Rác ở chợ',
      contact,
    };
    const path = '/v1/desk/reports';
    const first = await send<{ report: CaseView }>('POST', path, headers, body);
    const again = await send<{ report: CaseView }>('POST', path, headers, body);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const other = await send('POST', path, headers, { ...body, text: 'Khác' });
    expect(other).toEqual(problem(422, 'idempotency_key_reused'));
    const weak = { ...headers, 'Idempotency-Key': '1' };
    expect(await send('POST', path, weak, body)).toEqual(problem(422, 'idempotency_key_invalid'));
  });

  it('and nobody else may', async () => {
    const headers = { ...as('sup-1'), 'Idempotency-Key': randomUUID() };
    const body = { channel: 'phone', stream: 'field', address: 'Chợ Đông Ba', text: 'Rác ở chợ' };
    expect(await send('POST', '/v1/desk/reports', headers, body)).toEqual(
      problem(403, 'role_not_allowed'),
    );
  });

  it('with codes and form fields that exist', async () => {
    const post = (more: object): Promise<Answer<ProblemBody>> => {
      const headers = { ...as('op-1'), 'Idempotency-Key': randomUUID() };
      const body = { channel: 'mail', stream: 'press', text: 'Xin hỏi', ...more };
      return send<ProblemBody>('POST', '/v1/desk/reports', headers, body);
    };
    const codes = await post({ category: 'telecom', ward: 'nowhere', form: { outlet: 'Báo' } });
    expect(codes).toEqual(problem(422, 'unknown_reference'));
    expect(codes.body.errors?.map((one) => one.field)).toEqual(['category', 'ward']);
    const form = await post({ form: { colour: 'red' } });
    expect(form).toEqual(problem(422, 'invalid_request'));
    expect(form.body.errors?.map((one) => one.field)).toEqual(['form.outlet', 'form.colour']);
    expect(await post({ lat: 16.4, form: { outlet: 'Báo' } })).toEqual(
      problem(422, 'invalid_request'),
    );
    expect(await post({ form: { outlet: 'Báo' } })).toMatchObject({ status: 201 });
  });
});

describe('a list', () => {
  it('finds words whatever their accents and case, and takes no wildcard', async () => {
    const { report } = await file('Cáp võng trước nhà số 7, sà XUỐNG đường');
    for (const words of ['cap vong', 'CÁP VÕNG', 'Cáp võng', 'sà xuong Duong', report.code]) {
      const page = await listed('op-1', `q=${encodeURIComponent(words)}&limit=200`);
      expect({ words, found: page.items.some((item) => item.code === report.code) }).toEqual({
        words,
        found: true,
      });
    }
    expect((await listed('op-1', `q=${encodeURIComponent('cap_vong nha')}`)).items).toEqual([]);
    expect(await get('op-1', '/v1/desk/reports?q=%25')).toEqual(problem(422, 'invalid_request'));
  });

  it('has every report exactly once over all its pages, in each order', async () => {
    const marker = 'trang giấy';
    const codes: string[] = [];
    for (let index = 0; index < 7; index += 1)
      codes.push((await file(`${marker} ${index}`)).report.code);
    // Without an open cycle there is no due: such rows come last in either direction.
    for (const code of codes.slice(0, 3))
      await walk(code, [['op-1', 'reject', { reason: 'no_ground' }]]);
    for (const sort of ['received_at', 'due_at', 'updated_at']) {
      for (const direction of ['asc', 'desc']) {
        const query = `q=trang+giay&sort=${sort}&direction=${direction}`;
        const whole = await allPages('op-1', `${query}&limit=200`);
        expect([...whole].sort()).toEqual([...codes].sort());
        for (const limit of [1, 2, 3]) {
          expect(await allPages('op-1', `${query}&limit=${limit}`)).toEqual(whole);
        }
        if (sort === 'due_at') expect(whole.slice(4).sort()).toEqual(codes.slice(0, 3).sort());
      }
    }
  });

  it('refuses a cursor that is none, or one of another order', async () => {
    expect(await get('op-1', '/v1/desk/reports?cursor=nonsense')).toEqual(
      problem(422, 'bad_cursor'),
    );
    await fresh();
    await fresh();
    const { next } = await listed('op-1', 'limit=1&sort=due_at');
    const path = `/v1/desk/reports?limit=1&cursor=${encodeURIComponent(next ?? '')}`;
    expect(await get('op-1', path)).toEqual(problem(422, 'bad_cursor'));
    expect(await get('op-1', '/v1/desk/reports?limit=201')).toEqual(
      problem(422, 'invalid_request'),
    );
  });

  it('filters by what the reference data knows, a category with all below it', async () => {
    const { report } = await file('Cáp võng', {
      category: 'telecom.cable-sagging',
      channel: 'mail',
    });
    await walk(report.code, [['op-1', 'offer', { network: 'telecom' }]]);
    const query =
      'category=telecom&state=offered&state=assigned&network=telecom&stream=field&channel=mail&priority=high';
    expect(await allPages('op-1', query)).toEqual([report.code]);
    expect(await allPages('op-1', 'category=telecom.cable-dead')).toEqual([]);
    const answer = await get<ProblemBody>('op-1', '/v1/desk/reports?unit=nowhere');
    expect(answer).toEqual(problem(422, 'unknown_reference'));
    expect(answer.body.errors?.map((one) => one.field)).toEqual(['unit']);
    expect(await get('op-1', '/v1/desk/reports?state=lost')).toEqual(
      problem(422, 'invalid_request'),
    );
  });
});

describe('the reference data', () => {
  it('has what the forms choose from; a unit chooses among its own people', async () => {
    interface Seen {
      readonly units: object[];
      readonly people: { readonly unit: string | null }[];
      readonly wait_reasons: object[];
    }
    const whole = await get<Seen>('op-1', '/v1/desk/reference');
    expect(whole.body.units.length).toBeGreaterThan(40);
    expect(whole.body.wait_reasons).toContainEqual({ code: 'weather', stops_clock: true });
    const own = await get<Seen>(STAFF, '/v1/desk/reference');
    expect(new Set(own.body.people.map((person) => person.unit))).toEqual(new Set(['viettel']));
  });
});

describe('overdue', () => {
  it('is what is open past its promise by the database’s clock, paused reports apart', async () => {
    const [late, paused, done] = [await fresh(), await fresh(), await fresh()];
    await walk(late, working);
    await walk(paused, [
      ...working,
      [STAFF, 'wait', { reason: 'weather', until: '2026-05-05T10:00:00+07:00' }],
    ]);
    await walk(done, resolved);
    expect(await allPages('op-1', 'overdue=true')).toEqual([]);
    const due = (await get<CaseView>('op-1', `/v1/desk/reports/${late}`)).body.due_at;
    const promise = new Date(String(due));
    await setClock(desk.database.store, promise);
    expect(await allPages('op-1', 'overdue=true')).not.toContain(late);
    await setClock(desk.database.store, new Date(promise.getTime() + 1));
    const overdue = await allPages('op-1', 'overdue=true&limit=3');
    expect(overdue).toContain(late);
    expect(overdue).not.toContain(paused);
    expect(overdue).not.toContain(done);
    expect(await allPages('op-1', 'overdue=false')).toEqual(expect.arrayContaining([paused, done]));
    expect(
      await allPages('op-1', `due_before=${new Date(promise.getTime() + 1).toISOString()}`),
    ).toContain(late);
  });
});
