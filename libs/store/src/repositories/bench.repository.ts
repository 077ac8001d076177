import { type Store, type Tx } from '../store.js';
import { type KeyRow } from './reports.repository.js';

/** Takes one idempotency key, without which nothing of a report may stand; false: it stood already. */
export async function takeKey(tx: Tx, row: KeyRow): Promise<boolean> {
  const taken = await tx.prepared<unknown>(
    `INSERT INTO idempotency_keys (client, key_hash, body_hash, report_id, at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING report_id`,
    [row.client, row.key_hash, row.body_hash, row.report_id, row.at],
  );
  return taken.length === 1;
}

/** What a server says of itself that a measurement must name. */
export interface ServerFacts {
  readonly version: string;
  readonly fsync: string;
  readonly synchronous_commit: string;
  readonly full_page_writes: string;
  readonly shared_buffers: string;
  readonly random_page_cost: string;
}

/** Reads how the server is set, as this process's connections see it. */
export async function serverFacts(store: Store): Promise<ServerFacts> {
  const [row] = await store.dataSource.query<ServerFacts[]>(
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
       current_setting('synchronous_commit') AS synchronous_commit,
       current_setting('full_page_writes') AS full_page_writes,
       current_setting('shared_buffers') AS shared_buffers,
       current_setting('random_page_cost') AS random_page_cost`,
  );
  if (!row) throw new Error('the server said nothing of itself');
  return row;
}

/** Statements that were run since the counting began. */
export interface StatementCounts {
  /** The product's own, without those that begin and end transactions. */
  readonly own: number;
  /** Those that begin and end transactions, the queues' among them. */
  readonly transactions: number;
  /** Those of queues that are kept in the same database. */
  readonly queues: number;
}

/** Begins to count; the server must have been started with pg_stat_statements. */
export async function countFromNow(store: Store): Promise<void> {
  await store.dataSource.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  await store.dataSource.query('SELECT pg_stat_statements_reset()');
}

/** What was run in this database since, without what the counting itself runs. */
export async function statementCounts(store: Store): Promise<StatementCounts> {
  const [row] = await store.dataSource.query<StatementCounts[]>(
    `SELECT coalesce(sum(calls) FILTER (WHERE kind = 'own'), 0)::float8 AS own,
       coalesce(sum(calls) FILTER (WHERE kind = 'transactions'), 0)::float8 AS transactions,
       coalesce(sum(calls) FILTER (WHERE kind = 'queues'), 0)::float8 AS queues
     FROM (
       SELECT calls, CASE
         WHEN query ~* '^(begin|start transaction|commit|rollback)' THEN 'transactions'
         WHEN query ~ '(set_config|kip_|idempotency_keys|deliveries|reports|events)' THEN 'own'
         ELSE 'queues' END AS kind
       FROM pg_stat_statements
       WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND query !~ 'pg_stat_statements'
     ) counted`,
  );
  if (!row) throw new Error('nothing was counted');
  return row;
}

/** When these reports' first routing was committed, in milliseconds of the epoch, by their codes. */
export async function routedAt(
  store: Store,
  codes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await store.dataSource.query<{ code: string; at: number }[]>(
    `SELECT r.code, (extract(epoch FROM pg_xact_commit_timestamp(e.xmin)) * 1000)::float8 AS at
     FROM reports r JOIN events e ON e.report_id = r.id AND e.version = 2
     WHERE r.code = ANY ($1)`,
    [[...codes]],
  );
  return new Map(rows.map(({ code, at }) => [code, at]));
}

/** Keeps the parameters of statements where a client that has no memory can read them. */
export async function keepParameters(
  store: Store,
  rows: readonly { readonly n: number; readonly step: number; readonly p: readonly unknown[] }[],
): Promise<void> {
  const { dataSource } = store;
  await dataSource.query('DROP TABLE IF EXISTS bench_parameters');
  await dataSource.query(
    'CREATE UNLOGGED TABLE bench_parameters (n integer, step integer, p text[], PRIMARY KEY (n, step))',
  );
  await dataSource.query('GRANT SELECT ON bench_parameters TO kip_worker');
  const AT_ONCE = 1_000;
  for (let first = 0; first < rows.length; first += AT_ONCE) {
    await dataSource.query(
      `INSERT INTO bench_parameters SELECT n, step, ARRAY(SELECT jsonb_array_elements_text(p))
       FROM jsonb_to_recordset($1) AS x (n integer, step integer, p jsonb)`,
      [JSON.stringify(rows.slice(first, first + AT_ONCE))],
    );
  }
  await dataSource.query('ANALYZE bench_parameters');
}
