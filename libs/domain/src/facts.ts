import { haltsOfCycle, haltsOfLeg } from './halts.js';
import { type Rulebook } from './policy.js';
import {
  type Channel,
  type Clock,
  type CycleEnd,
  type LegEnd,
  type Pause,
  type RatingValue,
  type Report,
  clockStopped,
  currentCycle,
  openLeg,
} from './report.js';
import { workedBetween } from './worked.js';

/**
 * One narrow row for each cycle and each leg: all that the figures need of a report. Dimensions
 * are those of the report now; `stopped` says that a stopping pause is open, so that a due which
 * has passed is no breach.
 */
export interface Fact {
  readonly subject: 'cycle' | 'leg';
  readonly subjectId: string;
  readonly reportId: string;
  readonly cycleNumber: number;
  readonly lastCycle: boolean;
  readonly child: boolean;
  readonly streamCode: string;
  readonly categoryCode: string | null;
  readonly areaCode: string | null;
  readonly networkCode: string | null;
  readonly unitCode: string | null;
  readonly channel: Channel;
  readonly receivedAt: Date;
  /** Cycle 1's promise before any pause or extension: the due-date cohort goes by it. */
  readonly promisedAt: Date | null;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
  readonly endKind: CycleEnd | LegEnd | null;
  readonly breachedAt: Date | null;
  readonly stopped: boolean;
  readonly respondedAt: Date | null;
  readonly rating: RatingValue | null;
  readonly corrected: boolean;
  /** Whole working minutes from the start to the first answer, and to the end, without stopping pauses. */
  readonly answerMinutes: number | null;
  readonly workMinutes: number | null;
}

/** What all facts of a report say alike. */
type Common = Pick<
  Fact,
  | 'reportId'
  | 'child'
  | 'streamCode'
  | 'categoryCode'
  | 'areaCode'
  | 'networkCode'
  | 'channel'
  | 'receivedAt'
  | 'promisedAt'
>;

/** Field by field: spreading one object into many others costs more than all the rest of a receipt. */
function factOf(common: Common, own: Omit<Fact, keyof Common>): Fact {
  return {
    subject: own.subject,
    subjectId: own.subjectId,
    reportId: common.reportId,
    cycleNumber: own.cycleNumber,
    lastCycle: own.lastCycle,
    child: common.child,
    streamCode: common.streamCode,
    categoryCode: common.categoryCode,
    areaCode: common.areaCode,
    networkCode: common.networkCode,
    unitCode: own.unitCode,
    channel: common.channel,
    receivedAt: common.receivedAt,
    promisedAt: common.promisedAt,
    startedAt: own.startedAt,
    dueAt: own.dueAt,
    endedAt: own.endedAt,
    endKind: own.endKind,
    breachedAt: own.breachedAt,
    stopped: own.stopped,
    respondedAt: own.respondedAt,
    rating: own.rating,
    corrected: own.corrected,
    answerMinutes: own.answerMinutes,
    workMinutes: own.workMinutes,
  };
}

const MINUTE_MS = 60_000;

/** Whole working minutes of a clock until an instant, by the calendar that it was started under. */
function minutesUntil(
  end: Date | null,
  clock: Clock,
  pauses: readonly Pause[],
  book: Rulebook,
): number | null {
  if (!end) return null;
  const { calendar } = book.terms(clock.policyRevision, clock.calendarRevision);
  return Math.floor(workedBetween(clock.startedAt, end, pauses, calendar) / MINUTE_MS);
}

/** The facts of a report as it stands. A cycle's unit is the one of the report's last leg. */
export function factsOf(report: Report, book: Rulebook): readonly Fact[] {
  const last = currentCycle(report);
  const running = openLeg(report);
  const common = {
    reportId: report.id,
    child: report.parentId !== null,
    streamCode: report.streamCode,
    categoryCode: report.categoryCode,
    areaCode: report.areaCode,
    networkCode: report.networkCode,
    channel: report.channel,
    receivedAt: report.receivedAt,
    promisedAt: report.cycles[0]?.originalDueAt ?? null,
  };
  const unitCode = report.legs.at(-1)?.unitCode ?? null;
  const cycles = report.cycles.map((cycle) =>
    factOf(common, {
      subject: 'cycle',
      subjectId: cycle.id,
      cycleNumber: cycle.number,
      lastCycle: cycle.number === last.number,
      unitCode,
      startedAt: cycle.startedAt,
      dueAt: cycle.dueAt,
      endedAt: cycle.endedAt,
      endKind: cycle.endKind,
      breachedAt: cycle.breachedAt,
      stopped: cycle.id === last.id && clockStopped(report),
      respondedAt: cycle.respondedAt,
      rating: cycle.rating,
      corrected: cycle.corrected,
      answerMinutes: minutesUntil(
        cycle.respondedAt,
        cycle,
        haltsOfCycle(report, cycle).pauses,
        book,
      ),
      workMinutes: minutesUntil(cycle.endedAt, cycle, haltsOfCycle(report, cycle).pauses, book),
    }),
  );
  const legs = report.legs.map((leg) =>
    factOf(common, {
      subject: 'leg',
      subjectId: leg.id,
      cycleNumber: leg.cycleNumber,
      lastCycle: leg.cycleNumber === last.number,
      unitCode: leg.unitCode,
      startedAt: leg.startedAt,
      dueAt: leg.dueAt,
      endedAt: leg.endedAt,
      endKind: leg.endKind,
      breachedAt: leg.breachedAt,
      stopped: leg.id === running?.id && clockStopped(report),
      respondedAt: null,
      rating: null,
      corrected: leg.corrected,
      answerMinutes: null,
      workMinutes: minutesUntil(leg.endedAt, leg, haltsOfLeg(report, leg).pauses, book),
    }),
  );
  return [...cycles, ...legs];
}
