import { type TestDatabase } from './servers.js';

/**
 * Changes the tables by hand, past every constraint and trigger that would keep the pipeline from it.
 * @param sql statements; `$1` in them is `code`
 */
export async function plant(
  { store }: TestDatabase,
  code: string,
  ...sql: readonly string[]
): Promise<void> {
  await store.transaction({ role: 'owner' }, async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    for (const one of sql) await tx.query(one, one.includes('$1') ? [code] : []);
  });
}

/** The id of the report with the code `$1`, in SQL. */
export const ID = '(SELECT id FROM reports WHERE code = $1)';
