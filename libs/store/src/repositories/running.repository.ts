import { type Tx } from '../store.js';

/** What the clocks of open reports run on. */
export type RunsOn = { readonly calendar: string } | { readonly policy: string };

/**
 * The ids of open reports with a clock that runs on a calendar, or on a policy, whichever revision of
 * it: those within sight, in the order of their ids.
 * @param after the last one of the page before; null: from the beginning
 */
export async function runningReports(
  tx: Tx,
  on: RunsOn,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const [table, column, code] =
    'calendar' in on
      ? ['calendar_revisions', 'calendar_revision', on.calendar]
      : ['policy_revisions', 'policy_revision', on.policy];
  const runs = (clocks: string): string =>
    `EXISTS (SELECT FROM ${clocks} x WHERE x.report_id = r.id AND x.ended_at IS NULL
       AND x.${column} IN (SELECT id FROM ${table} WHERE code = $1))`;
  const rows = await tx.query<{ id: string }>(
    `SELECT r.id FROM reports r
     WHERE ($2::uuid IS NULL OR r.id > $2::uuid) AND r.next_action_at IS NOT NULL AND r.state <> 'resolved'
       AND (${runs('cycles')} OR ${runs('legs')})
     ORDER BY r.id LIMIT $3`,
    [code, after, limit],
  );
  return rows.map(({ id }) => id);
}

/** Holds these reports, so that nobody changes them before this transaction ends. */
export async function holdReports(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.prepared('SELECT id FROM reports WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE', [
    ids,
  ]);
}
