import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type WrittenLimit,
  type WrittenPolicy,
  type PolicyRevisionEntity,
  checkPolicyData,
  currentPolicies,
  policyYaml,
  savePolicy,
  setClock,
} from '#libs/store';
import {
  type PolicyChecked,
  type PolicyList,
  type PolicySaved,
  type PolicyView,
} from '../../apps/desk/src/policies/policies.dto.js';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import {
  type Answer,
  type ProblemBody,
  type TestDesk,
  as,
  command,
  fresh,
  get,
  problem,
  send,
  startDesk,
} from '../harness/desk.js';
import { type Ended, kip } from '../harness/kip.js';

const ADDRESS = '/v1/desk/policies/hue-7d';

let desk: TestDesk;
let folder: string;

beforeAll(async () => {
  desk = await startDesk();
  folder = mkdtempSync(path.join(tmpdir(), 'kip-policies-'));
}, 120_000);
afterAll(async () => {
  await desk.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function read(): Promise<PolicyView> {
  const answer = await get<PolicyView>('op-1', ADDRESS);
  expect(answer.status).toBe(200);
  return answer.body;
}

const put = <Body = PolicySaved>(
  person: string,
  body: object,
  headers: Record<string, string> = {},
  address = ADDRESS,
): Promise<Answer<Body>> => send<Body>('PUT', address, { ...as(person), ...headers }, body);

/** Assigned on Monday 2 March 2026 by the policy of its stream. */
async function assigned(code: string): Promise<CaseView> {
  const answer = await command('op-1', code, 'assign', { unit: 'viettel' });
  expect(answer.status).toBe(200);
  return answer.body;
}

/** Under which policy revisions a report's cycles and legs run, and until when. */
async function clocksOf(code: string): Promise<string[]> {
  const rows = await desk.database.store.transaction({ role: 'owner' }, (tx) =>
    tx.query<{ policy: string; due: Date }>(
      `SELECT x.policy_revision AS policy, x.due_at AS due FROM reports r,
         LATERAL (SELECT policy_revision, due_at FROM cycles WHERE report_id = r.id UNION ALL
           SELECT policy_revision, due_at FROM legs WHERE report_id = r.id) x WHERE r.code = $1`,
      [code],
    ),
  );
  return rows.map(({ policy, due }) => `${policy} ${due.toISOString()}`);
}

const inDays = (limit: WrittenLimit | null, days: number): WrittenLimit => {
  if (limit?.kind !== 'working_days') throw new Error('the limit is one of working days');
  return { ...limit, days };
};

const threeDays = (written: WrittenPolicy): WrittenPolicy => ({
  ...written,
  resolve: inDays(written.resolve, 3),
});

describe('policies at the desk', () => {
  it('are listed and read by everybody, with their revisions', async () => {
    const list = await get<PolicyList>('staff-viettel', '/v1/desk/policies');
    expect(list.body.items).toHaveLength(10);
    expect(list.body.items.find(({ code }) => code === 'hue-7d')).toMatchObject({
      name: { vi: 'Huế – 7 ngày làm việc' },
      calendar: 'hue-office',
      resolve: { vi: '7 ngày làm việc', en: '7 working days' },
      current: { revision: 1, saved_by: null },
    });
    const one = await read();
    expect(one.policy.alarms[0]?.name?.vi).toBe('Sắp hết thời gian phân loại');
    expect(one.revisions).toMatchObject([{ revision: 1, current: true, saved_by: null }]);
    expect(await get('op-1', '/v1/desk/policies/hue')).toEqual(problem(404, 'not_found'));
  });

  it('are checked without being stored: problems with their fields, or what would change', async () => {
    const { policy: written } = await read();
    const check = (body: object): Promise<Answer<PolicyChecked>> =>
      send<PolicyChecked>('POST', `${ADDRESS}/check`, as('op-1'), body);
    expect(await check(written)).toMatchObject({
      status: 200,
      body: { problems: [], would: { result: 'same', changes: [] } },
    });
    const [first] = written.alarms;
    const wrong = { ...written, calendar: 'mars', alarms: [...written.alarms, first] };
    const refused = await check(wrong);
    expect(refused.body.would).toBeNull();
    expect(refused.body.problems).toMatchObject([
      { field: 'calendar', message: { vi: expect.stringContaining('không có lịch "mars"') } },
      {
        field: `alarms.${written.alarms.length}`,
        message: { en: expect.stringContaining('stands twice; give one of them another level') },
      },
    ]);
    expect((await check({ ...written, offer: { kind: 'hours' } })).body.problems).toMatchObject([
      { field: 'offer.kind', message: { vi: expect.stringContaining('đổi ra phút') } },
    ]);
    expect((await check({ ...written, code: 'hue' })).body.problems).toMatchObject([
      { field: 'code' },
    ]);
    expect((await check([])).body.problems).toHaveLength(1);
    expect((await check(threeDays(written))).body.would).toEqual({
      result: 'changed',
      before: 1,
      revision: 2,
      changes: [
        {
          field: 'resolve',
          text: {
            vi: 'hạn xử lý: 7 ngày làm việc → 3 ngày làm việc',
            en: 'resolve: 7 working days → 3 working days',
          },
        },
      ],
    });
    expect((await read()).revision).toBe(1);
  });

  it('are saved by administrators, who have read what they replace; open cases keep theirs', async () => {
    const before = await assigned(await fresh());
    const waiting = await fresh();
    const { policy: written } = await read();
    const next = threeDays(written);
    for (const person of ['op-1', 'sup-1', 'staff-viettel']) {
      const refused = await put<ProblemBody>(person, next, { 'If-Match': '"1"' });
      expect(refused).toEqual(problem(403, 'role_not_allowed'));
    }
    const blind = await put<ProblemBody>('admin-1', next);
    expect(blind).toEqual(problem(422, 'invalid_request'));
    expect(blind.body.detail).toContain('If-Match');
    const wrong = await put<ProblemBody>(
      'admin-1',
      { ...next, resolve: inDays(next.resolve, 0), calendar: 'mars' },
      { 'If-Match': '"1"' },
    );
    expect(wrong).toEqual(problem(422, 'policy_invalid'));
    expect(wrong.body.errors?.map(({ field }) => field)).toEqual(['calendar', 'resolve.days']);
    expect((await read()).revision).toBe(1);

    await setClock(desk.database.store, new Date('2026-03-02T03:00:00Z'));
    const saved = await put('admin-1', next, { 'If-Match': '"1"' });
    expect(saved).toMatchObject({ status: 200, body: { result: 'changed', revision: 2 } });
    expect((await read()).revisions).toMatchObject([
      { revision: 2, current: true, saved_by: 'admin-1', saved_at: expect.any(String) },
      { revision: 1, current: false },
    ]);
    // The same reading once more: what the other has saved is not lost.
    const late = await put<ProblemBody>('admin-2', written, { 'If-Match': '"1"' });
    expect(late).toEqual(problem(412, 'policy_changed'));
    const again = await put('admin-2', next, { 'If-Match': '"2"' });
    expect(again).toMatchObject({ status: 200, body: { result: 'same', revision: 2 } });

    // A case that comes now has three days; the open one keeps its seven.
    const after = await assigned(await fresh());
    const [seven, three] = ['2026-03-11T10:00:00.000Z', '2026-03-05T10:00:00.000Z'];
    expect(await clocksOf(before.code)).toEqual([`hue-7d@1 ${seven}`, `hue-7d@1 ${seven}`]);
    expect(await clocksOf(after.code)).toEqual([`hue-7d@2 ${three}`, `hue-7d@2 ${three}`]);
    const kept = await get<CaseView>('op-1', `/v1/desk/reports/${before.code}`);
    expect(kept.body).toEqual(before);
    // The first assignment sets the promise by the policy of the receipt; the leg is a new one.
    await assigned(waiting);
    expect((await clocksOf(waiting)).sort()).toEqual([`hue-7d@1 ${seven}`, `hue-7d@2 ${three}`]);
    // A leg that begins now is a new one: it has three days, and the promise stays.
    const handed = { unit: 'vnpt', reason: 'dây của VNPT' };
    expect((await command('op-1', before.code, 'transfer', handed)).status).toBe(200);
    expect((await clocksOf(before.code)).sort()).toEqual([
      ...[`hue-7d@1 ${seven}`, `hue-7d@1 ${seven}`],
      `hue-7d@2 ${three}`,
    ]);
  });

  it('are saved once where two save at the same time', async () => {
    const { policy: written } = await read();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        put(
          i % 2 === 0 ? 'admin-1' : 'admin-2',
          { ...written, code: 'new', name: { vi: `Chính sách ${i}`, en: `Policy ${i}` } },
          { 'If-Match': '"0"' },
          '/v1/desk/policies/new',
        ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  it('are never changed by anybody, nor saved past their rights, nor without their calendar', async () => {
    const run = (role: 'owner' | 'worker', sql: string): Promise<unknown> =>
      desk.database.store.transaction({ role }, (tx) => tx.query(sql));
    for (const set of [`body = '{}'`, `name = '{}'`, `revision = revision + 100`]) {
      await expect(run('owner', `UPDATE policy_revisions SET ${set}`)).rejects.toThrow(
        /stays as it is; save another one/,
      );
    }
    await expect(run('worker', 'UPDATE policy_revisions SET current = false')).rejects.toThrow(
      /permission denied/,
    );
    const { policy: written } = await read();
    const [checked] = checkPolicyData(
      { ...written, code: 'lost', calendar: 'mars' },
      new Set(['mars']),
    ).policies;
    if (!checked) throw new Error('the policy is fine');
    await expect(
      desk.database.store.transaction({ role: 'owner' }, (tx) =>
        savePolicy(tx, checked, { by: null, expected: 0 }),
      ),
    ).rejects.toThrow(/counts by "mars": there is no such calendar/);
  });
});

describe('kip policy', () => {
  /** `kip policy …` as a process of its own, on the desk's database. */
  const policy = (...args: string[]): Promise<Ended> =>
    kip(['policy', ...args], { DATABASE_URL: desk.database.url, KIP_HOME: folder });

  function saved(name: string, text: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  }

  const all = (): Promise<PolicyRevisionEntity[]> =>
    desk.database.store.transaction({ role: 'worker' }, currentPolicies);

  async function revisions(): Promise<Record<string, number>> {
    return Object.fromEntries((await all()).map(({ code, revision }) => [code, revision]));
  }

  /** A policy in force as it is exported. */
  async function written(code: string): Promise<string> {
    return policyYaml((await all()).filter((one) => one.code === code));
  }

  it('imports what it exports without a change, and says what would change before it does', async () => {
    const before = await revisions();
    const { stdout: exported } = await policy('export');
    const others = Object.keys(before).filter((code) => code !== 'letter-30d');
    const file = saved('all.yaml', exported.replace('minutes: 43200', 'minutes: 28800'));
    const dry = await policy('import', file, '--dry-run');
    expect(dry.code).toBe(0);
    expect(dry.stdout).toContain('letter-30d: sẽ thành bản 2 (thay bản 1)');
    expect(dry.stdout).toContain('hạn xử lý: 720 giờ liên tục → 480 giờ liên tục');
    for (const code of others) {
      expect(dry.stdout).toContain(`${code}: không có gì khác bản hiện hành`);
    }
    expect(await revisions()).toEqual(before);
    const done = await policy('import', file, '--lang', 'en');
    expect(done.stdout).toContain('letter-30d: is now revision 2 (in place of revision 1)');
    expect(done.stdout).toContain('resolve: 720 hours elapsed → 480 hours elapsed');
    expect(await revisions()).toEqual({ ...before, 'letter-30d': 2 });
  }, 120_000);

  it('refuses a bad file whole with line and remedy, and shows what is there', async () => {
    const before = await revisions();
    const good = (await written('hue-7d')).replace('days: 3', 'days: 4');
    const lines = good.split('\n');
    const line = lines.findIndex((text) => text.includes("calendar: 'hue-office'")) + 1;
    const bad = good
      .replace("calendar: 'hue-office'", "calendar: 'mars'")
      .replace('offset_working_minutes: 1440', 'offset_working_minutes: 60')
      .replaceAll('hue-7d', 'other');
    const [refused, { stdout }] = await Promise.all([
      policy('import', saved('bad.yaml', good + bad), '--lang', 'en'),
      policy('show', 'hue-7d'),
    ]);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain(
      `bad.yaml:${lines.length - 1 + line} other: there is no calendar "mars"; use one that there is (always, hue-office)`,
    );
    expect(refused.stdout).toMatch(
      /bad\.yaml:\d+ other: escalation level 3 of resolve: at 60 working minutes it comes before level 2/,
    );
    expect(refused.stdout).toContain('a higher level comes later: give it a greater offset');
    expect(refused.stdout).toContain('is refused whole, nothing was changed: 2 problems');
    expect(await revisions()).toEqual(before);

    expect(stdout).toMatch(/^Huế – 7 ngày làm việc \(hue-7d, bản 2, lịch hue-office\)/);
    expect(stdout).toMatch(/hạn xử lý +│ 3 ngày làm việc/);
    expect(stdout).toMatch(
      /báo cáo cấp trên mức 2 của hạn xử lý +│ sau hạn 8 giờ làm việc +│ giám sát/,
    );
    expect(stdout).toMatch(/ 2 │ \d\d:\d\d 02\/03\/2026 │ admin-1 +│ hiện hành/);
  }, 120_000);
});
