import { type Tx } from '../store.js';

/** The next numbers of a prefix in a year, as many as asked for; gaps are allowed. */
export async function nextNumbers(
  tx: Tx,
  prefix: string,
  year: string,
  many: number,
): Promise<string[]> {
  const rows = await tx.prepared<{ number: string }>(
    'SELECT kip_next_numbers($1, $2::integer, $3) AS number',
    [prefix, year, many],
  );
  return rows.map(({ number }) => number);
}

/** What was received under a key that had been used before. */
export interface EarlierReceipt {
  /** Client and hash of the key, with a blank between them. */
  readonly key: string;
  readonly bodyHash: string;
  readonly id: string;
  readonly code: string;
  readonly at: Date;
  /** The promise that was told then, as it stands in the history; null: none. */
  readonly promise: string | null;
}

/** Finds what stands under keys already; a key that is new is left out. */
export async function earlierReceipts(
  tx: Tx,
  keys: readonly { readonly client: string; readonly keyHash: string }[],
): Promise<EarlierReceipt[]> {
  return tx.prepared<EarlierReceipt>(
    `SELECT k.client || ' ' || k.key_hash AS key, k.body_hash AS "bodyHash", r.id, r.code, e.at,
       e.data ->> 'promise' AS promise
     FROM unnest($1::text[], $2::text[]) AS asked (client, key_hash)
     JOIN idempotency_keys k USING (client, key_hash)
     JOIN reports r ON r.id = k.report_id JOIN events e ON e.report_id = r.id AND e.version = 1`,
    [keys.map((one) => one.client), keys.map((one) => one.keyHash)],
  );
}

/** How many children a report has been split into so far. */
export async function countChildren(tx: Tx, parentId: string): Promise<number> {
  const [row] = await tx.prepared<{ many: number }>(
    'SELECT count(*)::int AS many FROM reports WHERE parent_id = $1',
    [parentId],
  );
  return row?.many ?? 0;
}
