import { type Tx } from '#libs/store';
import { FIGURE_COLUMNS, countedSql } from './classes.sql.js';
import { Parameters, keysOf } from './conditions.sql.js';
import { type FiguresQuestion } from './question.js';

/**
 * Gives facts the index that a live query wants most: by cohort, with every column that it reads. For a
 * comparison; nothing at work needs it.
 */
export async function coverFacts(tx: Tx): Promise<void> {
  const read = [
    ...[
      'report_id',
      'subject_id',
      'cycle_number',
      'child',
      'unit_code',
      'received_at',
      'promised_at',
    ],
    ...[
      'started_at',
      'due_at',
      'ended_at',
      'end_kind',
      'breached_at',
      'stopped',
      'rating',
      'corrected',
    ],
    ...['work_minutes', 'answer_minutes', 'responded_at'],
  ];
  for (const cohort of ['received_at', 'promised_at']) {
    const rest = read.filter((column) => column !== cohort).join(', ');
    await tx.query(
      `CREATE INDEX facts_covering_${cohort} ON facts (subject, ${cohort}) INCLUDE (${rest})`,
    );
  }
}

/** The facts are read by index alone where the table says which of its pages everybody sees. */
export const SETTLE_FACTS = 'VACUUM ANALYZE facts';

/** How the database would answer a question from the facts, as it tells it, with what it took. */
export async function livePlan(tx: Tx, question: FiguresQuestion): Promise<string> {
  const parameters = new Parameters();
  const counted = countedSql(question, parameters, false);
  const keys = keysOf(question);
  const rows = await tx.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN (ANALYZE, BUFFERS) WITH ${counted} SELECT ${[...keys, FIGURE_COLUMNS].join(', ')} FROM counted
     GROUP BY ${keys.join(', ')}`,
    parameters.values,
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

/** Lets whoever writes facts leave marks, or not: what keeping figures costs is the difference. For a comparison. */
export async function keepMarks(tx: Tx, keep: boolean): Promise<void> {
  for (const trigger of ['facts_inserted', 'facts_updated', 'facts_deleted']) {
    await tx.query(`ALTER TABLE facts ${keep ? 'ENABLE' : 'DISABLE'} TRIGGER ${trigger}`);
  }
}
