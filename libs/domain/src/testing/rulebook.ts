import { HUE } from '../calendar-samples.js';
import { type Calendar, compileCalendar } from '../calendar.js';
import { type EvidenceRule } from '../evidence.js';
import { type DayLimit, type Limit } from '../limit.js';
import {
  type AlarmRule,
  type NetworkRules,
  type PolicyRevision,
  type Rulebook,
  type Terms,
} from '../policy.js';

/** Huế's office calendar, compiled once for every example. */
export const hue = compileCalendar(HUE);

/** N working days, the receipt day not counted, due at the end of that day: Huế's own rule. */
export function workingDays(days: number): DayLimit {
  return {
    kind: 'working_days',
    days,
    receiptDayCounts: false,
    nonWorkingDay: 'next_start',
    beforeHours: 'keep',
    afterHours: 'keep',
    due: 'end_of_day',
  };
}

const ALARMS: readonly AlarmRule[] = [
  {
    kind: 'escalation',
    level: 1,
    milestone: 'triage',
    offsetWorkingMinutes: 0,
    tell: 'supervisor',
  },
  {
    kind: 'warning',
    level: 1,
    milestone: 'resolve',
    offsetWorkingMinutes: -480,
    tell: 'unit_staff',
  },
  { kind: 'escalation', level: 1, milestone: 'resolve', offsetWorkingMinutes: 0, tell: 'operator' },
  {
    kind: 'escalation',
    level: 2,
    milestone: 'resolve',
    offsetWorkingMinutes: 480,
    tell: 'supervisor',
  },
];

/** Huế's policy with another limit to the end; triage and offers have 120 working minutes. */
export function policyOf(id: string, resolve: Limit | null): PolicyRevision {
  return {
    id,
    code: id.replace(/@.*$/, ''),
    calendarCode: HUE.code,
    resolve,
    respond: { kind: 'working_minutes', minutes: 960 },
    triage: { kind: 'working_minutes', minutes: 120 },
    offer: { kind: 'working_minutes', minutes: 120 },
    alarms: ALARMS,
    repeatWorkingMinutes: 480,
  };
}

/** The telecom enterprises' network: `U1` leads. */
export const NETWORK: NetworkRules = { code: 'telecom', lead: 'U1', units: ['U1', 'U2', 'U3'] };

const STREAM_POLICY = policyOf('hue-7@1', workingDays(7));
const CATEGORY_POLICIES: Readonly<Record<string, PolicyRevision>> = {
  'hue-7': STREAM_POLICY,
  urgent: policyOf('hue-1@1', workingDays(1)),
  infrastructure: policyOf('hue-3@1', workingDays(3)),
  long: policyOf('hue-15@1', workingDays(15)),
  around_the_clock: policyOf('elapsed-24@1', { kind: 'elapsed', minutes: 24 * 60 }),
  working_hours: policyOf('minutes-480@1', { kind: 'working_minutes', minutes: 480 }),
  no_deadline: policyOf('none@1', null),
};
/** The stream of the examples asks for words alone; another one for a photo too. */
const EVIDENCE: Readonly<Record<string, readonly EvidenceRule[]>> = {
  with_photo: [
    { kind: 'text', when: 'resolve', active: true },
    { kind: 'photo', when: 'resolve', active: true },
  ],
  photo_inactive: [{ kind: 'photo', when: 'resolve', active: false }],
};
/** The categories of the examples, each with a policy of its own. */
export const CATEGORIES = Object.keys(CATEGORY_POLICIES);

/**
 * The reference data of the examples. A report without a category, or of one unknown here, has the
 * stream's +7 working days. `now` replaces the policies that bind new cycles and legs; the old
 * revisions stay for the clocks that were started under them. `calendar` is the one in force.
 * `since`: when both came into force; null: they always were.
 */
export function rulebook(
  now: Readonly<Record<string, PolicyRevision>> = {},
  calendar: Calendar = hue,
  since: Date | null = null,
): Rulebook {
  const current = { ...CATEGORY_POLICIES, ...now };
  const known = [STREAM_POLICY, ...Object.values(CATEGORY_POLICIES), ...Object.values(now)];
  const terms = (policy: PolicyRevision): Terms => ({ policy, calendar });
  const calendars = new Map([hue, calendar].map((one) => [one.revision.id, one]));
  return {
    terms(policyRevision, calendarRevision) {
      const policy = known.find((one) => one.id === policyRevision);
      const frozen = calendars.get(calendarRevision);
      if (!policy || !frozen) throw new Error(`no terms ${policyRevision} ${calendarRevision}`);
      return { policy, calendar: frozen };
    },
    streamTerms: () => terms(current['hue-7'] ?? STREAM_POLICY),
    categoryTerms: (_stream, category) => terms(current[category ?? 'hue-7'] ?? STREAM_POLICY),
    termsInForce: (_stream, category, at) => {
      const [policies, own] = since && at < since ? [CATEGORY_POLICIES, hue] : [current, calendar];
      return { policy: policies[category ?? 'hue-7'] ?? STREAM_POLICY, calendar: own };
    },
    stream: (code) => ({
      ...{ code, zone: HUE.zone, ratingWindowDays: 7, reopenWindowDays: 30 },
      evidence: EVIDENCE[code] ?? [],
    }),
    network: () => NETWORK,
  };
}
