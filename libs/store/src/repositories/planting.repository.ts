import { patient } from '../data-source.js';
import { type Store, type Tx } from '../store.js';

/** Reports of which copies are made, with everything that belongs to them. */
export interface Patterns {
  readonly reports: number;
  /** A statement for each table: copies number $1 to $2. */
  readonly statements: readonly string[];
}

const COPIED = (row: string, column: string): string => `planting.copied(${row}.${column}, n)`;
const HASHED = (column: string): string =>
  `encode(sha256(convert_to(x.${column} || n, 'UTF8')), 'hex')`;

/** A copy stands elsewhere in the same quarter: so many steps of the golden ratio around the place. */
const MOVED = (column: string, steps: string): string =>
  `x.${column} + 0.03 * (n * ${steps} - floor(n * ${steps}))`;

/** What a copy must have of its own besides ids, by table and column. */
const OF_ITS_OWN: Readonly<Record<string, string>> = {
  'reports.code': `substring(x.code FROM '^[A-Z]+-\\d+-') || to_char(nextval(format('code_%s_%s',
    lower(split_part(x.code, '-', 1)), split_part(x.code, '-', 2))), 'FM9999000000')`,
  'reports.token_hash': HASHED('token_hash'),
  'reports.lat': MOVED('lat', '0.6180339887'),
  'reports.lon': MOVED('lon', '0.7548776662'),
  'events.data': `CASE WHEN x.data ? 'subject_id' THEN jsonb_set(x.data, '{subject_id}',
    to_jsonb(planting.copied((x.data ->> 'subject_id')::uuid, n))) ELSE x.data END`,
  'idempotency_keys.key_hash': HASHED('key_hash'),
};

interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly isId: boolean }[];
}

/** The reports and every table that has rows of theirs. */
async function tablesOfReports(tx: Tx): Promise<Table[]> {
  return tx.query<Table>(
    `SELECT c.relname AS name, jsonb_agg(jsonb_build_object('name', a.attname,
         'isId', a.atttypid = 'uuid'::regtype) ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.oid = 'reports'::regclass OR EXISTS (
       SELECT FROM pg_constraint f
       JOIN pg_attribute k ON k.attrelid = f.conrelid AND f.conkey = ARRAY[k.attnum]
       WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid = 'reports'::regclass
         AND k.attname = 'report_id')
     GROUP BY c.relname ORDER BY c.relname = 'reports' DESC, c.relname`,
  );
}

/** Makes room for patterns; `dropPatterns` takes it away. */
export async function makePatternRoom(tx: Tx): Promise<void> {
  // Ids of one table and pattern differ in their random part, so their copies do in whatever table;
  // the time in front goes on with the copies, as ids do that are made one after the other.
  await tx.query(`
    CREATE SCHEMA planting;
    CREATE FUNCTION planting.copied(id uuid, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
      SELECT (lpad(to_hex(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint + n), 12, '0')
        || right(replace(id::text, '-', ''), 20))::uuid
    $$`);
}

/** Ends what planting needed; what was planted stays. */
export async function dropPatterns(tx: Tx): Promise<void> {
  await tx.query('DROP SCHEMA planting CASCADE');
}

/**
 * Keeps these reports, whatever belongs to them in whatever table, as patterns to be copied.
 * @param name of these patterns, among others
 * @param laterMs the next act of the copies is looked for so much later, as of reports postponed
 */
export async function keepPatterns(
  tx: Tx,
  name: string,
  ids: readonly string[],
  laterMs = 0,
): Promise<Patterns> {
  const statements: string[] = [];
  for (const table of await tablesOfReports(tx)) {
    const kept = `planting.${name}_${table.name}`;
    const owner = table.name === 'reports' ? 'id' : 'report_id';
    await tx.query(`CREATE UNLOGGED TABLE ${kept} (position bigint, LIKE public.${table.name})`);
    const rows = await tx.query<unknown>(
      `INSERT INTO ${kept} SELECT p.position, x.* FROM unnest($1::uuid[]) WITH ORDINALITY p (id, position)
       JOIN public.${table.name} x ON x.${owner} = p.id RETURNING 1`,
      [ids],
    );
    if (rows.length === 0) continue;
    const copies = `FROM generate_series($1::bigint, $2::bigint) n
      JOIN ${kept} x ON x.position = 1 + n % ${ids.length}`;
    const values = table.columns.map((column) => valueOf(table.name, column, laterMs));
    const names = table.columns.map((column) => column.name);
    statements.push(
      `INSERT INTO public.${table.name} (${names.join(', ')}) SELECT ${values.join(', ')} ${copies} ORDER BY n`,
    );
    if (table.name === 'events') {
      statements.push(
        `INSERT INTO unsealed_events (event_id) SELECT ${COPIED('x', 'id')} ${copies} ORDER BY n`,
      );
    }
  }
  return { reports: ids.length, statements };
}

function valueOf(table: string, column: Table['columns'][number], laterMs: number): string {
  const own = OF_ITS_OWN[`${table}.${column.name}`];
  if (own !== undefined) return own;
  if (column.isId) return COPIED('x', column.name);
  return table === 'reports' && column.name === 'next_action_at'
    ? `x.next_action_at + ${laterMs} * interval '1 millisecond'`
    : `x.${column.name}`;
}

/**
 * Makes copies of patterns by their numbers, each pattern in turn. No constraint on other tables is
 * checked and no trigger runs: they held for the pattern, and a copy has all that the pattern has.
 */
export async function plantCopies(
  tx: Tx,
  { statements }: Patterns,
  first: number,
  last: number,
): Promise<void> {
  await tx.query('SET LOCAL session_replication_role = replica');
  for (const statement of statements) await tx.query(statement, [first, last]);
}

/** Leaves the tables as a server does that has had its time: vacuumed, counted, and on its disk. */
export async function settleTables(
  { dataSource }: Store,
  tell: (table: string) => void,
): Promise<void> {
  const source = await patient(dataSource);
  try {
    await source.query('SET statement_timeout = 0');
    const tables = await source.query<{ name: string }[]>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
       ORDER BY pg_total_relation_size(format('%I', tablename)) DESC`,
    );
    for (const { name } of tables) {
      tell(name);
      await source.query(`VACUUM (ANALYZE) ${name}`);
    }
    await source.query('CHECKPOINT');
  } finally {
    await source.destroy();
  }
}

/** How many legs run, of reports in whatever state. */
export async function countOpenLegs(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ many: number }>(
    'SELECT count(*)::int AS many FROM legs WHERE ended_at IS NULL',
  );
  return row?.many ?? 0;
}

/** How many breaches are stored, of whatever kind. */
export async function countBreaches(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ many: number }>(
    `SELECT count(*)::int AS many FROM alarms WHERE kind = 'breach'`,
  );
  return row?.many ?? 0;
}

/** What is stored of breaches, wherever it is. */
export interface BreachAccount {
  readonly leg_alarms: number;
  readonly promise_alarms: number;
  /** Of another milestone or instant: there must be none. */
  readonly other_alarms: number;
  readonly legs: number;
  readonly promises: number;
  readonly leg_facts: number;
  readonly promise_facts: number;
  readonly events: number;
  /** Clocks of which an event tells: as many as events, where each is told of once. */
  readonly clocks_told_of: number;
}

/** Counts what is stored of the breaches of one due. */
export async function breachAccount(tx: Tx, dueAt: Date): Promise<BreachAccount> {
  const [account] = await tx.query<BreachAccount>(
    `WITH stored AS (
       SELECT a.*, a.milestone = 'resolve' AND a.occurred_at = $1 AS due FROM alarms a WHERE a.kind = 'breach'
     ), told AS (
       SELECT e.report_id, e.data ->> 'subject_id' AS clock FROM events e WHERE e.kind = 'breach'
     )
     SELECT (SELECT count(*)::int FROM stored WHERE due AND subject = 'leg') AS leg_alarms,
       (SELECT count(*)::int FROM stored WHERE due AND subject = 'cycle') AS promise_alarms,
       (SELECT count(*)::int FROM stored WHERE NOT due) AS other_alarms,
       (SELECT count(*)::int FROM legs WHERE breached_at = $1) AS legs,
       (SELECT count(*)::int FROM cycles WHERE breached_at = $1) AS promises,
       (SELECT count(*)::int FROM facts WHERE breached_at = $1 AND subject = 'leg') AS leg_facts,
       (SELECT count(*)::int FROM facts WHERE breached_at = $1 AND subject = 'cycle') AS promise_facts,
       (SELECT count(*)::int FROM told) AS events,
       (SELECT count(DISTINCT (report_id, clock))::int FROM told) AS clocks_told_of`,
    [dueAt],
  );
  if (!account) throw new Error('nothing was counted');
  return account;
}

/** From the commit that moved the clock to the commit of the last breach, by the database's record. */
export async function secondsToBreach(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ seconds: number }>(
    `SELECT extract(epoch FROM max(pg_xact_commit_timestamp(a.xmin)) - min(pg_xact_commit_timestamp(i.xmin)))::float8
       AS seconds FROM installation i, alarms a WHERE a.kind = 'breach'`,
  );
  return row?.seconds ?? Number.NaN;
}
