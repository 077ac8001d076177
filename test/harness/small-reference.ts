import { type AlarmRule } from '#libs/domain';
import {
  CalendarRevisionEntity,
  CategoryEntity,
  NetworkEntity,
  PolicyRevisionEntity,
  RoutingRuleEntity,
  type Store,
  StreamEntity,
  UnitEntity,
} from '#libs/store';

const named = (text: string): { vi: string; en: string } => ({ vi: text, en: text });
const office = [
  { from: '08:00', to: '11:30' },
  { from: '13:00', to: '17:00' },
];

const alarm = (
  kind: AlarmRule['kind'],
  offsetWorkingMinutes: number,
  tell: AlarmRule['tell'],
): AlarmRule => ({ kind, level: 1, milestone: 'resolve', offsetWorkingMinutes, tell });

const ALARMS = [alarm('warning', -480, 'unit_staff'), alarm('escalation', 0, 'supervisor')];

/**
 * A province in small, for tests of the pipeline: one stream, telecom junk offered to a network of
 * two, waste assigned to an agency, everything else without a rule.
 */
export async function smallReference(
  store: Store,
  alarms: readonly AlarmRule[] = ALARMS,
): Promise<void> {
  await store.transaction({ role: 'owner' }, async ({ manager }) => {
    await manager.insert(CalendarRevisionEntity, {
      id: 'office@1',
      code: 'office',
      revision: 1,
      current: true,
      body: {
        zone: 'Asia/Ho_Chi_Minh',
        hours: [
          {
            from: '2021-01-01',
            week: { mon: office, tue: office, wed: office, thu: office, fri: office },
          },
        ],
        holidays: [],
        workedDays: [],
      },
    });
    await manager.insert(PolicyRevisionEntity, {
      id: 'seven-days@1',
      code: 'seven-days',
      revision: 1,
      name: named('7'),
      current: true,
      body: {
        calendarCode: 'office',
        resolve: {
          kind: 'working_days',
          days: 7,
          receiptDayCounts: false,
          nonWorkingDay: 'next_start',
          beforeHours: 'keep',
          afterHours: 'keep',
          due: 'end_of_day',
        },
        respond: null,
        triage: { kind: 'working_minutes', minutes: 120 },
        offer: { kind: 'working_minutes', minutes: 240 },
        alarms,
        repeatWorkingMinutes: 2400,
      },
    });
    await manager.insert(StreamEntity, {
      code: 'field',
      prefix: 'PA',
      name: named('Phản ánh hiện trường'),
      zone: 'Asia/Ho_Chi_Minh',
      defaultPolicy: 'seven-days',
      publication: 'public',
      ratingWindowDays: 7,
      reopenWindowDays: 30,
      form: [],
      evidence: [],
    });
    const unit = (code: string, kind: UnitEntity['kind']): UnitEntity => ({
      code,
      kind,
      name: named(code),
      parentCode: null,
      calendarCode: 'office',
      illustrative: true,
      until: null,
    });
    await manager.insert(UnitEntity, [
      unit('lead', 'enterprise'),
      unit('second', 'enterprise'),
      unit('waste', 'agency'),
    ]);
    await manager.insert(NetworkEntity, {
      code: 'telecom',
      name: named('telecom'),
      leadCode: 'lead',
      unitCodes: ['lead', 'second'],
    });
    const category = (code: string, keywords: string[]): CategoryEntity => ({
      code,
      keywords,
      parentCode: null,
      streamCode: 'field',
      name: named(code),
      phrase: null,
      priority: 'normal',
      policyCode: null,
      networkCode: code === 'telecom' ? 'telecom' : null,
      sensitive: false,
      form: [],
      until: null,
    });
    await manager.insert(CategoryEntity, [
      category('telecom', ['cáp võng', 'trụ viễn thông']),
      category('waste', ['rác thải']),
      category('other', []),
    ]);
    const rule = (
      code: string,
      to: { toUnit: string | null; toNetwork: string | null },
    ): RoutingRuleEntity => ({
      ...to,
      code,
      streamCode: null,
      categoryCode: code,
      areaCode: null,
      networkCode: null,
      priority: null,
      time: null,
      rank: 10,
      until: null,
      reason: named(`theo lĩnh vực ${code}`),
    });
    await manager.insert(RoutingRuleEntity, [
      rule('telecom', { toUnit: null, toNetwork: 'telecom' }),
      rule('waste', { toUnit: 'waste', toNetwork: null }),
    ]);
  });
}
