import { clockWords } from '#libs/contracts';
import {
  type ClockAccount,
  type Count,
  type Language,
  type Move,
  countedDayMs,
} from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';

const INSTANT = { type: String, format: 'date-time' } as const;
const MAYBE_INSTANT = { ...INSTANT, nullable: true } as const;
const SUBJECTS = ['promise', 'leg'] as const;
const STANDINGS = [
  'no_deadline',
  'running',
  'stopped',
  'overdue',
  'in_time',
  'late',
  'outside',
] as const;
const COUNTS = ['none', 'told', 'working_days', 'working_minutes', 'elapsed'] as const;
const MOVES = ['pause', 'extension', 'set'] as const;

/** A stretch of working time that was counted. */
export class CountedInterval {
  @ApiProperty(INSTANT) from!: string;
  @ApiProperty(INSTANT) to!: string;
}

/** A day that was not counted; a holiday has its name. */
export class SkippedDate {
  @ApiProperty({ type: String, format: 'date' }) date!: string;
  @ApiProperty({ type: String, nullable: true }) holiday!: string | null;
}

/** How the first due came about. Dates are local to the calendar. */
export class CountView {
  @ApiProperty({ enum: COUNTS }) kind!: Count['kind'];
  @ApiProperty({ isArray: true, type: String }) days!: readonly string[];
  @ApiProperty({ isArray: true, type: SkippedDate }) skipped!: readonly SkippedDate[];
  @ApiProperty({ isArray: true, type: CountedInterval }) intervals!: readonly CountedInterval[];
}

/** What moved the due, or was there to and did not. */
export class MoveView {
  @ApiProperty({ enum: MOVES }) kind!: Move['kind'];
  @ApiProperty(MAYBE_INSTANT) from!: string | null;
  @ApiProperty(MAYBE_INSTANT) to!: string | null;
  @ApiProperty(INSTANT) before!: string;
  @ApiProperty(INSTANT) after!: string;
}

/** One clock of a report, explained in numbers and in words. */
export class ClockExplained {
  @ApiProperty({ enum: SUBJECTS }) subject!: ClockAccount['subject'];
  @ApiProperty({ type: Number }) number!: number;
  @ApiProperty({ type: String, nullable: true }) unit!: string | null;
  @ApiProperty(INSTANT) started_at!: string;
  @ApiProperty(MAYBE_INSTANT) original_due_at!: string | null;
  @ApiProperty(MAYBE_INSTANT) due_at!: string | null;
  @ApiProperty(MAYBE_INSTANT) ended_at!: string | null;
  @ApiProperty({ enum: STANDINGS }) standing!: ClockAccount['standing'];
  @ApiProperty({ type: Number, description: 'Minutes of what the limit counts' })
  used_minutes!: number;
  @ApiProperty({ type: Number }) paused_minutes!: number;
  @ApiProperty({ type: Number }) left_minutes!: number;
  @ApiProperty({ type: Number }) late_minutes!: number;
  @ApiProperty({ type: Number, description: 'Minutes that a day holds of what the limit counts' })
  day_minutes!: number;
  @ApiProperty({ type: CountView }) count!: CountView;
  @ApiProperty({ isArray: true, type: MoveView }) moves!: readonly MoveView[];
  @ApiProperty() policy_revision!: string;
  @ApiProperty() calendar_revision!: string;
  @ApiProperty() zone!: string;
  @ApiProperty({ isArray: true, type: String }) words!: readonly string[];
}

/** Every clock of a report, explained: each cycle's promise, and the legs that are in sight. */
export class ReportClocks {
  @ApiProperty() code!: string;
  @ApiProperty(INSTANT) as_of!: string;
  @ApiProperty({ isArray: true, type: ClockExplained }) clocks!: readonly ClockExplained[];
}

function countView(count: Count): CountView {
  const nothing = { days: [], skipped: [], intervals: [] };
  switch (count.kind) {
    case 'none':
    case 'told':
    case 'elapsed':
      return { kind: count.kind, ...nothing };
    case 'working_days':
      return { ...nothing, kind: count.kind, days: count.days, skipped: count.skipped };
    case 'working_minutes':
      return {
        ...nothing,
        kind: count.kind,
        intervals: count.intervals.map(({ from, to }) => ({
          from: from.toISOString(),
          to: to.toISOString(),
        })),
      };
  }
}

function moveView(move: Move): MoveView {
  const span = spanOf(move);
  return {
    kind: move.kind,
    from: span.from?.toISOString() ?? null,
    to: span.to?.toISOString() ?? null,
    before: move.before.toISOString(),
    after: move.after.toISOString(),
  };
}

/** Of a pause, how long it lasted; of an extension, when it was asked for and decided. */
function spanOf(move: Move): { readonly from: Date | null; readonly to: Date | null } {
  switch (move.kind) {
    case 'pause':
      return { from: move.pause.startedAt, to: move.pause.endedAt };
    case 'extension':
      return { from: move.extension.askedAt, to: move.extension.decidedAt };
    case 'set':
      return { from: null, to: null };
  }
}

const minutes = (ms: number): number => Math.floor(ms / 60_000);

/** The accounts of a report as they are sent. @param unitName a unit's name in the reader's language */
export function clocksView(
  code: string,
  accounts: readonly ClockAccount[],
  asOf: Date,
  unitName: (code: string) => string | null,
  language: Language,
): ReportClocks {
  return {
    code,
    as_of: asOf.toISOString(),
    clocks: accounts.map((account) => {
      const { clock, calendar, unitCode } = account;
      const unit = unitCode === null ? null : (unitName(unitCode) ?? unitCode);
      return {
        subject: account.subject,
        number: account.number,
        unit,
        started_at: clock.startedAt.toISOString(),
        original_due_at: clock.originalDueAt?.toISOString() ?? null,
        due_at: clock.dueAt?.toISOString() ?? null,
        ended_at: clock.endedAt?.toISOString() ?? null,
        standing: account.standing,
        used_minutes: minutes(account.usedMs),
        paused_minutes: minutes(account.pausedMs),
        left_minutes: minutes(account.leftMs),
        late_minutes: minutes(account.lateMs),
        day_minutes: minutes(countedDayMs(account, asOf)),
        count: countView(account.count),
        moves: account.moves.map(moveView),
        policy_revision: clock.policyRevision,
        calendar_revision: clock.calendarRevision,
        zone: calendar.revision.zone,
        words: clockWords(account, { unit }, language),
      };
    }),
  };
}
