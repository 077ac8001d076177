import { type Tx } from '../store.js';

/** Up to where a check has looked, and what it must look at again. */
export interface CheckMark {
  /** The database and its server; on another one the transaction's number means nothing. */
  readonly place: string;
  /** Whatever transactions before this one have written has been looked at; in decimal digits. */
  readonly lookedBefore: string;
  /** Seals up to this one verify; 0: none. */
  readonly seal: number;
  /** Of that seal, in hexadecimal; null: none. */
  readonly sealHash: string | null;
  /** Ids of reports of which something was broken. */
  readonly broken: readonly string[];
  /** By the machine's clock. */
  readonly checkedAt: Date;
  /** When everything was last looked at, by the machine's clock. */
  readonly wholeAt: Date;
}

/** Where a check stands that begins now, and the mark that it may go on from. */
export interface Standing {
  readonly place: string;
  readonly lookedBefore: string;
  readonly at: Date;
  /** A server that only follows another one: nothing can be written there. */
  readonly follows: boolean;
  /** Null where there is none, or it is of another server or too long ago to be compared with. */
  readonly mark: CheckMark | null;
}

/** Numbers of transactions are compared modulo 2^32: further apart they mean nothing. */
const MOST_TRANSACTIONS = 2n ** 31n - 1_000_000n;

/** Reads where a check stands. Only in a snapshot: the mark is about what that shows. */
export async function readStanding(tx: Tx): Promise<Standing> {
  // Every transaction before the oldest one that was still open when the snapshot was taken has
  // ended, and shows all it wrote, or has left nothing. What commits late has a later number.
  const [now] = await tx.query<Omit<Standing, 'mark'>>(
    `SELECT (SELECT system_identifier FROM pg_control_system())
         || '/' || (SELECT oid FROM pg_database WHERE datname = current_database()) AS place,
       pg_snapshot_xmin(pg_current_snapshot())::text AS "lookedBefore",
       clock_timestamp() AS at, pg_is_in_recovery() AS follows`,
  );
  const [mark] = await tx.query<CheckMark>(
    `SELECT place, looked_before::text AS "lookedBefore", seal::int AS seal,
       encode(seal_hash, 'hex') AS "sealHash", broken, checked_at AS "checkedAt", whole_at AS "wholeAt"
     FROM check_mark`,
  );
  if (!now) throw new Error('the database says nothing of itself');
  const ago = mark ? BigInt(now.lookedBefore) - BigInt(mark.lookedBefore) : 0n;
  const usable = mark?.place === now.place && ago < MOST_TRANSACTIONS && ago > -MOST_TRANSACTIONS;
  return { ...now, mark: usable ? mark : null };
}

/** Remembers a check in place of the one before. */
export async function writeMark(tx: Tx, mark: CheckMark): Promise<void> {
  await tx.query(
    `INSERT INTO check_mark (place, looked_before, seal, seal_hash, broken, checked_at, whole_at)
     VALUES ($1, $2::xid8, $3, decode($4, 'hex'), $5::uuid[], $6, $7)
     ON CONFLICT (one) DO UPDATE SET place = excluded.place, looked_before = excluded.looked_before,
       seal = excluded.seal, seal_hash = excluded.seal_hash, broken = excluded.broken,
       checked_at = excluded.checked_at, whole_at = excluded.whole_at`,
    [
      mark.place,
      mark.lookedBefore,
      mark.seal,
      mark.sealHash,
      mark.broken,
      mark.checkedAt,
      mark.wholeAt,
    ],
  );
}

/** The tables whose rows the invariants of a report are about, each with the report's id. */
const OF_REPORTS = [
  'cycles',
  'legs',
  'pauses',
  'extensions',
  'alarms',
  'events',
  'facts',
  'deliveries',
  'idempotency_keys',
] as const;

/**
 * Rows written by the transaction $1 or a later one, as the server itself keeps it with each row
 * (`xmin`): by whatever means they were written, and whatever they say of when that was. Rows older
 * than half of all numbers may be taken for new ones, which only means that they are looked at.
 */
export const WRITTEN_SINCE = (row: string): string =>
  `age(${row}.xmin) <= (SELECT age($1::xid8::xid))`;

/**
 * Ids of the reports of which a row was written since the mark, and of those for which time alone
 * may have broken something: fallen due more than a minute ago, or not routed yet.
 *
 * @param limit so many at most; the first few of more
 */
export async function reportsWrittenSince(
  tx: Tx,
  { lookedBefore, broken }: CheckMark,
  limit: number,
): Promise<string[]> {
  const parts = OF_REPORTS.map(
    (table) => `SELECT x.report_id FROM ${table} x WHERE ${WRITTEN_SINCE('x')}`,
  );
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM (
       SELECT r.id FROM reports r WHERE ${WRITTEN_SINCE('r')} OR r.state = 'received'
         OR r.next_action_at < $2::timestamptz - interval '1 minute'
       UNION SELECT unnest($3::uuid[])
       UNION ${parts.join(' UNION ')}
     ) one ORDER BY id LIMIT $4`,
    [lookedBefore, tx.now, broken, limit],
  );
  return rows.map(({ id }) => id);
}

/** Whether the rules that next acts are worked out by were written since the mark. */
export async function rulesWrittenSince(tx: Tx, { lookedBefore }: CheckMark): Promise<boolean> {
  const [row] = await tx.query<{ written: boolean }>(
    `SELECT ${['streams', 'policy_revisions', 'calendar_revisions']
      .map((table) => `EXISTS (SELECT FROM ${table} x WHERE ${WRITTEN_SINCE('x')})`)
      .join(' OR ')} AS written`,
    [lookedBefore],
  );
  return row?.written ?? true;
}
