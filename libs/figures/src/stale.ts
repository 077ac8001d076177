import { type Tx } from '#libs/store';
import { type Parameters } from './conditions.sql.js';
import { type FiguresQuestion } from './question.js';

/**
 * The reports whose tallies may not hold at a question's instant; `many` where there are more than are worth
 * naming one by one.
 */
export type Stale = readonly string[] | 'many';

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
export function staleSql(stale: Stale, { asOf }: FiguresQuestion, parameters: Parameters): string {
  const rows =
    stale === 'many'
      ? namedSql(parameters.add(asOf, 'timestamptz'))
      : `SELECT unnest(${parameters.add(stale, 'uuid[]')}) AS report_id`;
  return `stale AS MATERIALIZED (${rows})`;
}

/** Whether there is any. */
export function isStale(stale: Stale): boolean {
  return stale === 'many' || stale.length > 0;
}
