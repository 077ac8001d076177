import {
  CalendarRevisionEntity,
  CategoryEntity,
  PersonEntity,
  PolicyRevisionEntity,
  RoutingRuleEntity,
  type Store,
  UnitEntity,
} from '#libs/store';
import { type AlarmRule } from '#libs/domain';
import { smallReference } from './small-reference.js';

const named = (vi: string, en = vi): { vi: string; en: string } => ({ vi, en });
const week = (hours: readonly { from: string; to: string }[], days: readonly string[]) =>
  Object.fromEntries(days.map((day) => [day, hours]));
const OFFICE_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];
const EARLY = [
  { from: '07:30', to: '11:30' },
  { from: '13:30', to: '17:30' },
];

const rule = (
  kind: AlarmRule['kind'],
  level: number,
  offsetWorkingMinutes: number,
  tell: AlarmRule['tell'],
): AlarmRule => ({ kind, level, milestone: 'resolve', offsetWorkingMinutes, tell });

/** Every level, before and after the due. */
const LEVELS = [
  rule('warning', 1, -480, 'unit_staff'),
  rule('warning', 2, -120, 'unit_lead'),
  rule('escalation', 1, 0, 'unit_lead'),
  rule('escalation', 2, 480, 'supervisor'),
  rule('escalation', 3, 1_440, 'admin'),
];
const AROUND_THE_CLOCK = [
  rule('warning', 1, -60, 'unit_staff'),
  rule('escalation', 1, 0, 'unit_lead'),
  rule('escalation', 2, 600, 'supervisor'),
];

const person = (
  code: string,
  role: PersonEntity['role'],
  unitCode: string | null,
  more: Partial<PersonEntity> = {},
): PersonEntity => ({
  ...{ code, role, unitCode, name: `Bà ${code}`, email: `${code}@kip.test` },
  ...{ lead: false, language: 'vi', illustrative: false },
  ...{ streams: ['*'], areas: ['*'], units: ['*'], networks: ['*'] },
  ...more,
});

/**
 * The small province with people in it: the waste unit works from 07:30 and has two staff, one of them
 * its head; `lamps` has a policy that never sleeps; `bench` goes to a unit where nobody works, below one
 * where somebody does; `signs` to a unit with nobody above it either.
 */
export async function mailReference(store: Store): Promise<void> {
  await smallReference(store, LEVELS);
  await store.transaction({ role: 'owner' }, async (tx) => {
    const { manager } = tx;
    const calendar = (code: string, hours: object): CalendarRevisionEntity => ({
      ...{ id: `${code}@1`, code, revision: 1, current: true, savedAt: null, savedBy: null },
      body: {
        zone: 'Asia/Ho_Chi_Minh',
        hours: [{ from: '2021-01-01', week: hours }],
        ...{ holidays: [], workedDays: [] },
      },
    });
    await manager.insert(CalendarRevisionEntity, [
      calendar('early', week(EARLY, OFFICE_DAYS)),
      calendar('always', week([{ from: '00:00', to: '24:00' }], [...OFFICE_DAYS, 'sat', 'sun'])),
    ]);
    await manager.insert(PolicyRevisionEntity, {
      ...{ id: 'clock@1', code: 'clock', revision: 1, name: named('24'), current: true },
      body: {
        calendarCode: 'always',
        resolve: { kind: 'elapsed', minutes: 24 * 60 },
        respond: null,
        triage: { kind: 'working_minutes', minutes: 120 },
        offer: { kind: 'working_minutes', minutes: 240 },
        alarms: AROUND_THE_CLOCK,
        repeatWorkingMinutes: 14_400,
      },
    });
    const unit = (code: string, parentCode: string | null): UnitEntity => ({
      ...{ code, parentCode, name: named(`Đơn vị ${code}`, `Unit ${code}`), kind: 'agency' },
      ...{ calendarCode: 'early', illustrative: true, until: null },
    });
    await tx.query(`UPDATE units SET calendar_code = 'early' WHERE code = 'waste'`);
    await manager.insert(UnitEntity, [unit('parks', 'waste'), unit('roads', null)]);
    const category = (
      code: string,
      name: string,
      over: Partial<CategoryEntity>,
    ): CategoryEntity => ({
      ...{ code, parentCode: null, streamCode: 'field', name: named(name, code), phrase: null },
      ...{ priority: 'normal', policyCode: null, networkCode: null, sensitive: false },
      ...{ keywords: [], form: [], until: null },
      ...over,
    });
    await manager.insert(CategoryEntity, [
      category('lamps', 'Đèn đường hỏng', { policyCode: 'clock' }),
      category('danger', 'Cây đổ chắn đường', { policyCode: 'clock', priority: 'urgent' }),
      category('bench', 'Ghế đá gãy', {}),
      category('signs', 'Biển báo <mất>', {}),
    ]);
    const to = (code: string, toUnit: string): RoutingRuleEntity => ({
      ...{ code, categoryCode: code, toUnit, toNetwork: null, streamCode: null, areaCode: null },
      ...{
        networkCode: null,
        priority: null,
        time: null,
        rank: 10,
        until: null,
        reason: named('theo lĩnh vực'),
      },
    });
    await manager.insert(RoutingRuleEntity, [
      ...[to('lamps', 'waste'), to('danger', 'waste'), to('bench', 'parks'), to('signs', 'roads')],
    ]);
    await manager.insert(PersonEntity, [
      person('staff', 'unit_staff', 'waste'),
      person('head', 'unit_staff', 'waste', { lead: true }),
      person('sup', 'supervisor', null, { language: 'en', name: 'Ms Sup' }),
      person('adm', 'admin', null),
    ]);
  });
}
