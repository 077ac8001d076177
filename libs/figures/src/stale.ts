import { type Tx } from '#libs/store';
import { type Parameters } from './conditions.sql.js';
import { Temporal } from 'temporal-polyfill';
import { type FiguresQuestion, instantsOf } from './question.js';

/**
 * The reports whose tallies may not hold at a question's instant; `many` where there are more than are worth
 * naming one by one, `past` where the instant lies back and they are what was not over by then.
 */
export type Stale = readonly string[] | 'many' | 'past';

/** So long ago little has been written since, and pages that one opens one after the other are of one instant. */
const LATELY_MS = 3_600_000;
const FEW = 5_000;

/** Whether what is kept answers a question: it is about now or lately, and all days are those of one zone. */
function isKept({ access, now }: Tx, { asOf, daysAgree }: FiguresQuestion): boolean {
  const lately = asOf <= now && now.getTime() - asOf.getTime() <= LATELY_MS;
  return daysAgree === true && access.steady === true && lately;
}

/**
 * What `kip_stale` names, where there is too much of it: what was written and is not carried over, or was carried
 * over since; and whose due had passed without anybody's notice. These are counted from their facts.
 */
function namedSql(now: string): string {
  return `SELECT report_id FROM fact_marks
    UNION SELECT report_id FROM tallies WHERE folded_at > ${now}
    UNION SELECT report_id FROM facts
      WHERE ended_at IS NULL AND breached_at IS NULL AND NOT stopped AND due_at < ${now}`;
}

/**
 * What was not over by a past instant, of a question's cohort: whatever ended before it looks today as it looked
 * then, for facts are read as they stand. What waits to be carried over is counted from its facts, too.
 */
function notOverSql(question: FiguresQuestion, parameters: Parameters): string {
  const { begin, end } = instantsOf(question);
  const cohort = question.cohort === 'received' ? 'received_at' : 'promised_at';
  return `SELECT report_id FROM fact_marks
    UNION SELECT report_id FROM facts
      WHERE subject IN ('cycle', 'leg') AND ${cohort} >= ${parameters.add(begin, 'timestamptz')}
        AND ${cohort} < ${parameters.add(end, 'timestamptz')}
        AND (ended_at IS NULL
          OR greatest(ended_at, breached_at, responded_at) >= ${parameters.add(question.asOf, 'timestamptz')})`;
}

const DAY_MS = 86_400_000;
/** A due so long after the instant is hardly ever of a report that had been received by then. */
const DUES_AHEAD_DAYS = 31;

/**
 * A question of a past instant as it may be asked of what is kept: what was received later was not there. Null
 * where counting from the facts is shorter: most dues of its period lay far ahead.
 */
export function pastOf({ access, now }: Tx, question: FiguresQuestion): FiguresQuestion | null {
  const { asOf, daysAgree, zone, from, to, cohort } = question;
  if (daysAgree !== true || access.steady !== true || asOf > now) return null;
  const ahead = cohort === 'received' ? 0 : DUES_AHEAD_DAYS * DAY_MS;
  const last = localDay(new Date(asOf.getTime() + ahead), zone);
  if (cohort === 'due') return last < to ? null : question;
  if (last < from) return null;
  return { ...question, to: last < to ? last : to };
}

function localDay(instant: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

/** In a steady transaction nothing changes: of one instant it is asked once. */
const asked = new WeakMap<Tx, Map<number, Stale>>();

/** The stale reports of a question's instant; null where the question is not answered from what is kept. */
export async function staleOf(tx: Tx, question: FiguresQuestion): Promise<Stale | null> {
  if (!isKept(tx, question)) return null;
  const known = asked.get(tx) ?? new Map<number, Stale>();
  asked.set(tx, known);
  const instant = question.asOf.getTime();
  const before = known.get(instant);
  if (before !== undefined) return before;
  const [row] = await tx.prepared<{ stale: readonly string[] }>(
    'SELECT kip_stale($1::timestamptz, $2::integer)::text[] AS stale',
    [question.asOf, FEW + 1],
  );
  const reports = row?.stale ?? [];
  const stale = reports.length > FEW ? 'many' : reports;
  known.set(instant, stale);
  return stale;
}

/** The query `stale` that others are narrowed to. */
export function staleSql(stale: Stale, question: FiguresQuestion, parameters: Parameters): string {
  return `stale AS MATERIALIZED (${rowsOf(stale, question, parameters)})`;
}

function rowsOf(stale: Stale, question: FiguresQuestion, parameters: Parameters): string {
  switch (stale) {
    case 'many':
      return namedSql(parameters.add(question.asOf, 'timestamptz'));
    case 'past':
      return notOverSql(question, parameters);
    default:
      return `SELECT unnest(${parameters.add(stale, 'uuid[]')}) AS report_id`;
  }
}

/** Whether they are named one by one. */
export function isNamed(stale: Stale): stale is readonly string[] {
  return stale !== 'many' && stale !== 'past';
}

/** Whether there is any. */
export function isStale(stale: Stale): boolean {
  return !isNamed(stale) || stale.length > 0;
}
