import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setClock } from '#libs/store';
import { COMMANDS, DESK_ACTIONS, pathOf } from '../../apps/desk/src/commands/commands.js';
import { type DeskAction } from '../../apps/desk/src/commands/desk-act.js';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import { BEGIN } from '../harness/servers.js';
import {
  type Answer,
  type ProblemBody,
  STAFF,
  type Step,
  type TestDesk,
  allPages,
  as,
  asked,
  assigned,
  closed,
  command,
  file,
  fresh,
  get,
  problem,
  resolved,
  send,
  startDesk,
  waiting,
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

/** For each action: a way to where it is legal, who then does it with what, and where that leads. */
const LEGAL: Readonly<
  Record<
    DeskAction,
    {
      readonly way: readonly Step[];
      readonly by: string;
      readonly body?: object;
      readonly to: string;
    }
  >
> = {
  offer: { way: [], by: 'op-1', body: { network: 'telecom' }, to: 'offered' },
  claim: { way: [['op-1', 'offer', { network: 'telecom' }]], by: STAFF, to: 'assigned' },
  assign: { way: [], by: 'op-1', body: { unit: 'viettel', person: STAFF }, to: 'assigned' },
  take: { way: assigned, by: STAFF, body: { person: STAFF }, to: 'in_progress' },
  refuse: {
    way: assigned,
    by: STAFF,
    body: { reason: 'không phải dây của chúng tôi' },
    to: 'in_review',
  },
  transfer: {
    way: waiting,
    by: 'op-1',
    body: { unit: 'vnpt', reason: 'nhầm đơn vị' },
    to: 'assigned',
  },
  wait: {
    way: working,
    by: STAFF,
    body: { reason: 'material', until: '2026-03-05T10:00:00+07:00' },
    to: 'waiting',
  },
  resume: { way: waiting, by: STAFF, to: 'in_progress' },
  answer: {
    way: working,
    by: STAFF,
    body: { text: 'đang xử lý', commitment: '2026-03-06T10:00:00+07:00' },
    to: 'in_progress',
  },
  ask_extension: {
    way: working,
    by: STAFF,
    body: { due_at: '2026-03-31T17:00:00+07:00', reason: 'thiếu người' },
    to: 'in_progress',
  },
  grant: { way: asked, by: 'sup-1', to: 'in_progress' },
  deny: { way: asked, by: 'sup-1', body: { reason: 'đủ người' }, to: 'in_progress' },
  resolve: { way: working, by: STAFF, body: { text: 'đã thu dây' }, to: 'resolved' },
  return: { way: resolved, by: 'op-1', body: { reason: 'còn sót' }, to: 'in_progress' },
  close: { way: resolved, by: 'op-1', to: 'closed' },
  reopen: { way: closed, by: 'op-1', body: { reason: 'lại đứt' }, to: 'in_review' },
  reject: {
    way: [],
    by: 'op-1',
    body: { reason: 'no_ground', note: 'không có dây nào' },
    to: 'rejected',
  },
  spam: { way: [], by: 'mod-1', to: 'rejected' },
  merge: { way: [], by: 'op-1', to: 'duplicate' },
  link: { way: [], by: 'op-1', to: 'received' },
  split: {
    way: assigned,
    by: 'op-1',
    body: { children: [{ unit: 'hepco', text: 'dọn rác' }] },
    to: 'assigned',
  },
  withdraw: { way: working, by: 'op-1', body: { reason: 'người dân xin rút' }, to: 'withdrawn' },
};

/** The body of a command, with another report where it needs one. */
async function bodyFor(action: DeskAction): Promise<object> {
  if (action === 'merge') return { survivor: await fresh() };
  if (action === 'link') return { other: await fresh(), kind: 'repeat' };
  return LEGAL[action].body ?? {};
}

describe('the door of the desk', () => {
  it('is shut without its key, with a wrong one, and for a person nobody knows', async () => {
    const path = '/v1/desk/reports';
    expect(await send('GET', path, {})).toEqual(problem(401, 'not_authenticated'));
    const wrong = { ...as('op-1'), 'Desk-Key': 'a-key-of-somebody-else' };
    expect(await send('GET', path, wrong)).toEqual(problem(401, 'not_authenticated'));
    const nobody = await get<ProblemBody>('nobody', path);
    expect(nobody).toEqual(problem(401, 'not_authenticated'));
    expect(nobody.body.detail).toContain('Desk-Person');
  });

  it('lets in as the first operator where nobody is named', async () => {
    const answer = await send<{ me: object }>('GET', '/v1/desk/reference', as(null));
    expect(answer.body.me).toMatchObject({ code: 'op-1', role: 'operator' });
  });
});

describe('a command', () => {
  it.each(DESK_ACTIONS)('%s succeeds in its place', async (action) => {
    const { way, by, to } = LEGAL[action];
    const code = await fresh();
    await walk(code, way);
    const seen = await get<CaseView>(by, `/v1/desk/reports/${code}`);
    expect(seen.body.allowed_actions).toContain(pathOf(action));
    const answer = await command(by, code, pathOf(action), await bodyFor(action));
    expect(answer).toMatchObject({ status: 200, body: { code, state: to } });
    const last = answer.body.history.at(-1);
    expect(last).toMatchObject({ kind: action, person: by, to, version: answer.body.version });
  });

  const bound = DESK_ACTIONS.filter((action) => action !== 'link');
  it.each(bound)('%s is refused where the table has no row for it', async (action) => {
    const code = await fresh();
    // Whoever held it still sees it when it is closed; only a reopening is in place there.
    await walk(code, action === 'reopen' ? assigned : closed);
    const answer = await command(LEGAL[action].by, code, pathOf(action), await bodyFor(action));
    expect(answer).toEqual(problem(409, 'action_not_allowed'));
  });

  it.each(DESK_ACTIONS)('%s is refused to a role that may not', async (action) => {
    const code = await fresh();
    await walk(code, LEGAL[action].way);
    const other = LEGAL[action].by === 'sup-1' ? 'op-1' : 'sup-1';
    const answer = await command(other, code, pathOf(action), await bodyFor(action));
    expect(answer).toEqual(problem(403, 'role_not_allowed'));
  });

  it('has a body for each action, and no route that the table does not know', async () => {
    expect(Object.keys(COMMANDS).sort()).toEqual(Object.keys(LEGAL).sort());
    const code = await fresh();
    expect(await command('op-1', code, 'review')).toEqual(problem(404, 'not_found'));
  });

  it('is refused with the fields that are wrong', async () => {
    const code = await fresh();
    const none = await command<ProblemBody>('op-1', code, 'assign', { final: 'yes' });
    expect(none).toEqual(problem(422, 'invalid_request'));
    expect(new Set(none.body.errors?.map((one) => one.field))).toEqual(new Set(['final', 'unit']));
    const cases: readonly (readonly [string, object, string])[] = [
      ['assign', { unit: 'nowhere' }, 'unit'],
      ['assign', { unit: 'vnpt', person: STAFF }, 'person'],
      ['assign', { unit: 'vnpt', category: 'nothing' }, 'category'],
      ['offer', { network: 'nobody' }, 'network'],
      ['merge', { survivor: 'PA-1999-000001' }, 'survivor'],
      ['link', { other: 'PA-1999-000001', kind: 'related' }, 'other'],
    ];
    for (const [path, body, field] of cases) {
      const answer = await command<ProblemBody>('op-1', code, path, body);
      expect({ path, answer }).toEqual({ path, answer: problem(422, 'unknown_reference') });
      expect(answer.body.errors?.map((one) => one.field)).toEqual([field]);
    }
    await walk(code, working);
    const late = await command(STAFF, code, 'wait', { reason: 'weather', until: '2026-03-05' });
    expect(late).toEqual(problem(422, 'invalid_request'));
  });

  it('on a version that somebody else has changed is a conflict, and does nothing', async () => {
    const { report } = await file('Trụ nghiêng');
    const seen = report.version;
    const first = await command('op-1', report.code, 'assign', { unit: 'vnpt', version: seen });
    expect(first).toMatchObject({ status: 200 });
    const body = { reason: 'nhầm', unit: 'viettel', version: seen };
    expect(await command('op-2', report.code, 'transfer', body)).toEqual(problem(409, 'conflict'));
    const now = await get<CaseView>('op-2', `/v1/desk/reports/${report.code}`);
    expect(now.body).toMatchObject({ unit: 'vnpt', version: first.body.version });
  });

  it('of two at once, exactly one assigns', async () => {
    const { report } = await file('Trụ nghiêng');
    const assign = (unit: string): Promise<Answer<CaseView>> =>
      command('op-1', report.code, 'assign', { unit, version: report.version });
    const answers = await Promise.all([assign('vnpt'), assign('viettel')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });
});

describe('a split', () => {
  it('gives each unit its part, and the parent waits for them', async () => {
    const code = await fresh();
    await walk(code, assigned);
    const children = [
      { unit: 'hepco', text: 'dọn rác' },
      { unit: 'dien-luc', text: 'sửa đèn' },
    ];
    const parent = await command('op-1', code, 'split', { children });
    expect(parent.body).toMatchObject({ open_children: 2, children: [`${code}.1`, `${code}.2`] });
    expect((await allPages('op-1', `parent=${code}`)).sort()).toEqual([`${code}.1`, `${code}.2`]);
    const child = await get<CaseView>('staff-hepco', `/v1/desk/reports/${code}.1`);
    // The parent is another unit's case: its code alone would tell of it.
    expect(child.body).toMatchObject({
      text: 'dọn rác',
      unit: 'hepco',
      state: 'assigned',
      parent: null,
    });
    expect(await command(STAFF, code, 'resolve', { text: 'xong' })).toEqual(
      problem(409, 'children_open'),
    );
  });
});

describe('a merge', () => {
  it('ends the duplicate and lets the survivor go on', async () => {
    const [duplicate, survivor] = [await fresh(), await fresh()];
    const merged = await command('op-1', duplicate, 'merge', { survivor });
    expect(merged.body).toMatchObject({ state: 'duplicate', merged_into: survivor });
    const other = await get<CaseView>('op-1', `/v1/desk/reports/${survivor}`);
    expect(other.body.history.at(-1)).toMatchObject({ kind: 'absorbed', data: { duplicate } });
    expect(await command('op-1', survivor, 'merge', { survivor: duplicate })).toEqual(
      problem(409, 'merge_not_possible'),
    );
  });

  it('is not needed for a tie: both sides show the link', async () => {
    const [one, other] = [await fresh(), await fresh()];
    await command('op-1', one, 'link', { other, kind: 'repeat' });
    const seen = await get<CaseView>('op-1', `/v1/desk/reports/${other}`);
    expect(seen.body.links).toEqual([{ code: one, kind: 'repeat', incoming: true }]);
  });
});

// From here on the clock moves: what stands above relies on its standing still.
describe('a correction', () => {
  it('is proposed by one administrator and confirmed by another, once', async () => {
    const code = await fresh();
    await walk(code, working);
    await setClock(desk.database.store, new Date(BEGIN.getTime() + 3_600_000));
    await walk(code, [[STAFF, 'resolve', { text: 'đã thu dây' }]]);
    const body = { instant: 'ended_at', to: '2026-03-02T09:30:00+07:00', reason: 'ghi nhầm giờ' };
    expect(await command('op-1', code, 'correct', body)).toEqual(problem(403, 'role_not_allowed'));
    const impossible = { ...body, to: '2026-03-01T09:30:00+07:00' };
    expect(await command('admin-1', code, 'correct', impossible)).toEqual(
      problem(422, 'correction_not_possible'),
    );
    const proposed = await command<{ id: string }>('admin-1', code, 'correct', body);
    expect(proposed).toMatchObject({ status: 202 });
    const confirm = `correct/${proposed.body.id}/confirm`;
    const before = await get<CaseView>('admin-1', `/v1/desk/reports/${code}`);
    expect(before.body.corrections).toMatchObject([{ asked_by: 'admin-1', confirmed_by: null }]);
    expect(await command('admin-1', code, confirm)).toEqual(problem(403, 'same_person'));
    const done = await command('admin-2', code, confirm);
    expect(done).toMatchObject({ status: 200 });
    expect(done.body.cycles).toMatchObject([
      { ended_at: '2026-03-02T02:30:00.000Z', corrected: true },
    ]);
    expect(done.body.corrections).toMatchObject([{ confirmed_by: 'admin-2' }]);
    expect(await command('admin-2', code, confirm)).toEqual(problem(409, 'conflict'));
    expect(await command('admin-2', code, `correct/${randomUUID()}/confirm`)).toEqual(
      problem(404, 'not_found'),
    );
    expect(await command('admin-2', code, 'correct/nonsense/confirm')).toEqual(
      problem(404, 'not_found'),
    );
  });
});
