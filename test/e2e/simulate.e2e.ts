import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  currentPolicies,
  currentCalendars,
  policyYaml,
  calendarYaml,
  revisionOf,
  setClock,
} from '#libs/store';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import { type PreviewPageView } from '../../apps/desk/src/previews/preview.dto.js';
import { type PolicyView } from '../../apps/desk/src/policies/policies.dto.js';
import {
  type TestDesk,
  as,
  command,
  fresh,
  get,
  problem,
  send,
  startDesk,
  walk,
} from '../harness/desk.js';
import { type Ended, kip } from '../harness/kip.js';

const POLICY = '/v1/desk/policies/hue-7d';
const SPAN = ['--from', '2026-03-01', '--to', '2026-03-31'] as const;

let desk: TestDesk;
let folder: string;
let open: string;
let done: string;

/** Filed and assigned on Monday 2 March 2026: one resolved on the Friday, one open on the Monday after. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kip-simulate-'));
  desk = await startDesk();
  done = await fresh();
  await walk(done, [['op-1', 'assign', { unit: 'vnpt' }]]);
  open = await fresh();
  await walk(open, [['op-1', 'assign', { unit: 'viettel' }]]);
  await setClock(desk.database.store, new Date('2026-03-06T02:00:00Z'));
  await command('op-1', done, 'resolve', { text: 'Đã thu hồi cáp' });
  await setClock(desk.database.store, new Date('2026-03-09T02:00:00Z'));
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await desk.stop();
});

const run = (...args: readonly string[]): Promise<Ended> =>
  kip(args, { DATABASE_URL: desk.database.url, KIP_HOME: folder });

function saved(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Huế's policy with so many days to the end. */
async function policyOf(days: number): Promise<string> {
  const all = await desk.database.store.transaction({ role: 'worker' }, currentPolicies);
  const own = policyYaml(all.filter(({ code }) => code === 'hue-7d'));
  return saved(`days-${days}.yaml`, own.replace('days: 7', `days: ${days}`));
}

/** A digest of everything that a simulation might touch. */
async function everything(): Promise<unknown> {
  return desk.database.store.transaction({ role: 'owner' }, (tx) =>
    tx.query(`SELECT
      (SELECT md5(string_agg(r::text, '' ORDER BY id)) FROM reports r) AS reports,
      (SELECT md5(string_agg(f::text, '' ORDER BY subject_id)) FROM facts f) AS facts,
      (SELECT count(*) FROM policy_revisions) AS policies,
      (SELECT array_agg(datname ORDER BY datname) FROM pg_database WHERE datname LIKE 'kip_replay%') AS databases`),
  );
}

interface Counts {
  readonly on_time: number;
  readonly late: number;
  readonly open_overdue: number;
  readonly open_in_time: number;
}
interface Body {
  readonly total: { readonly counts: Counts };
  readonly groups: readonly {
    readonly values: readonly [{ readonly value: string }];
    readonly counts: Counts;
  }[];
}
interface Simulated {
  readonly policies: readonly string[];
  readonly copied: { readonly reports: number };
  readonly was: { readonly total: Body; readonly by_unit: Body };
  readonly would_be: { readonly total: Body; readonly by_unit: Body };
}

const short = ({ counts: { on_time, late, open_overdue, open_in_time } }: { counts: Counts }) =>
  [on_time, late, open_overdue, open_in_time].join(' ');

describe('kip simulate', () => {
  it('tells the rates as they are and as they would have been, and touches nothing', async () => {
    const before = await everything();
    const file = await policyOf(3);
    const [json, table] = await Promise.all([
      run('simulate', '--policy', file, ...SPAN, '--json'),
      run('simulate', '--policy', file, ...SPAN, '--lang', 'en'),
    ]);
    expect(json).toMatchObject({ code: 0 });
    const found = JSON.parse(json.stdout) as Simulated;
    expect(found).toMatchObject({ policies: ['hue-7d@2'], copied: { reports: 2 } });
    // Seven days: done in time, and open in time. Three: both were due on Thursday the 5th.
    expect(short(found.was.total.total)).toBe('1 0 0 1');
    expect(short(found.would_be.total.total)).toBe('0 1 1 0');
    const units = found.would_be.by_unit.groups.map((group) => [
      group.values[0].value,
      short(group),
    ]);
    expect(Object.fromEntries(units)).toEqual({ viettel: '0 0 1 0', vnpt: '0 1 0 0' });
    expect(table.stdout).toContain('under hue-7d@2');
    expect(table.stdout).toMatch(/Total +│ +2 │ +1 │ +0 │ +100\.0% │ +0 │ +2 │ +0\.0% │/);
    expect(await everything()).toEqual(before);
  }, 120_000);

  it('is what it was where the policy says the same, and refuses what it cannot use', async () => {
    const same = await policyOf(7);
    const [told, span, bad, none] = await Promise.all([
      run('simulate', '--policy', same, ...SPAN, '--json'),
      run('simulate', '--policy', same, '--from', '2026-03-31', '--to', '2026-03-01'),
      run('simulate', '--policy', await policyOf(0), ...SPAN, '--lang', 'en'),
      run('simulate', '--policy', path.join(folder, 'none.yaml'), ...SPAN),
    ]);
    const found = JSON.parse(told.stdout) as Simulated;
    expect(short(found.would_be.total.total)).toBe(short(found.was.total.total));
    expect(span).toMatchObject({ code: 2, stdout: '' });
    expect(span.stderr).toContain('--to 2026-03-01 is before --from 2026-03-31; exchange them');
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/days-0\.yaml:\d+ hue-7d: .*give a whole number from 1 to 3660/);
    expect(none.code).not.toBe(0);
    expect(none.stderr).toContain('there is no file');
  }, 120_000);
});

describe('a preview of a policy', () => {
  it('shows at the desk which dues open cases would have, and binds none of them', async () => {
    const { body } = await get<PolicyView>('op-1', POLICY);
    const written = body.policy as { resolve: object };
    const next = { ...written, resolve: { ...written.resolve, days: 3 } };
    const before = await get<CaseView>('op-1', `/v1/desk/reports/${open}`);
    const preview = (person: string, body: object) =>
      send<PreviewPageView>('POST', `${POLICY}/preview`, as(person), body);
    const seen = await preview('op-1', next);
    expect(seen.body.reports).toBe(1);
    expect(
      seen.body.clocks.map(({ code, clock, how, due_after, missed_after }) =>
        [code, clock, how, due_after, missed_after].join(' '),
      ),
    ).toEqual([
      `${open} promise moves 2026-03-05T10:00:00.000Z true`,
      expect.stringMatching(`^${open} answer same `),
      `${open} leg moves 2026-03-05T10:00:00.000Z true`,
    ]);
    // The case of another unit is none of theirs.
    expect((await preview('staff-vnpt', next)).body).toEqual({
      reports: 0,
      clocks: [],
      next: null,
    });
    expect(await preview('op-1', { ...next, calendar: 'mars' })).toEqual(
      problem(422, 'policy_invalid'),
    );
    expect((await get<CaseView>('op-1', `/v1/desk/reports/${open}`)).body).toEqual(before.body);
  });

  it('is printed by unit, as is that of a calendar', async () => {
    const calendars = await desk.database.store.transaction({ role: 'worker' }, currentCalendars);
    const hue = calendars.filter(({ code }) => code === 'hue-office').map(revisionOf);
    const day = { date: '2026-03-10', name: 'Nghỉ bão' };
    const storm = hue.map((one) => ({ ...one, holidays: [...one.holidays, day] }));
    const [policy, calendar, json] = await Promise.all([
      run('policy', 'preview', await policyOf(3), '--lang', 'en'),
      run('calendar', 'preview', saved('storm.yaml', calendarYaml(storm)), '--lang', 'en'),
      run('policy', 'preview', await policyOf(15), '--json'),
    ]);
    expect(policy.stdout).toContain('1 open reports; dues counted again: 3');
    expect(policy.stdout).toMatch(/viettel +│ +0 │ +0 │ +1 │ +2 │ +0 │ +0 │/);
    expect(policy.stdout).toContain('2026-03-11 17:00 │ 2026-03-05 17:00 │ missed at once');
    expect(policy.stdout).toContain('nothing was changed: this is a preview');
    expect(calendar.stdout).toContain('2026-03-11 17:00 │ 2026-03-12 17:00 │ later');
    expect(JSON.parse(json.stdout)).toMatchObject({
      reports: 1,
      effects: { later: 2, earlier: 0, same: 1, missed: 0, freed: 0, left: 0 },
      changing: [{ code: open, clock: 'promise' }, { clock: 'leg' }],
    });
  }, 120_000);
});
