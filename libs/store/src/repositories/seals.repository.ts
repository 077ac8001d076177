import { type Tx } from '../store.js';
import { type CheckMark, WRITTEN_SINCE } from './check-mark.repository.js';
import { type OddRow } from './check.repository.js';

/** So many events a seal has at most. */
export const SEAL_BATCH = 5_000;

/**
 * Seals committed events that no seal has yet: their hashes, and over those and the seal before, the
 * link of the chain. One at a time does it, and nobody waits for it: whoever finds another at it
 * seals nothing.
 * @returns how many events were sealed
 */
export async function sealEvents(tx: Tx, limit: number): Promise<number> {
  const [lock] = await tx.prepared<{ mine: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtext('kip.seal')) AS mine`,
  );
  if (lock?.mine !== true) return 0;
  const [sealed] = await tx.prepared<{ events: number }>(
    // By arrays and not by joins: one of those may walk the whole history to find what waits.
    `WITH taken AS (
       DELETE FROM unsealed_events WHERE event_id = ANY (ARRAY(
         SELECT event_id FROM unsealed_events ORDER BY event_id LIMIT $1
       )) RETURNING event_id
     ), batch AS (
       SELECT array_agg(id ORDER BY id) AS ids, array_agg(hash ORDER BY id) AS hashes,
         string_agg(hash, ''::bytea ORDER BY id) AS joined
       FROM (
         SELECT e.id, kip_event_hash(e) AS hash FROM events e WHERE e.id = ANY (ARRAY(SELECT event_id FROM taken))
       ) one
     )
     INSERT INTO seals (number, event_ids, event_hashes, hash)
     SELECT coalesce(last.number, 0) + 1, ids, hashes, sha256(coalesce(last.hash, ''::bytea) || joined)
     FROM batch LEFT JOIN LATERAL (SELECT number, hash FROM seals ORDER BY number DESC LIMIT 1) last ON true
     WHERE ids IS NOT NULL
     RETURNING cardinality(event_ids) AS events`,
    [limit],
  );
  return sealed?.events ?? 0;
}

/** The newest seal: kept elsewhere, it proves later that nothing before it was changed. */
export interface SealHead {
  readonly number: number;
  /** SHA-256 over the seal before and this one's events, in hexadecimal. */
  readonly hash: string;
}

/** Null where nothing has been sealed yet. */
export async function sealHead(tx: Tx): Promise<SealHead | null> {
  const [head] = await tx.query<SealHead>(
    `SELECT number::int AS number, encode(hash, 'hex') AS hash FROM seals ORDER BY number DESC LIMIT 1`,
  );
  return head ?? null;
}

/** A seal that does not verify, or an event that is not as it was sealed. */
export interface BrokenSeal extends OddRow {
  readonly seal: number;
}

/**
 * Seals of these numbers that do not follow from the one before, and events that are not as they were
 * sealed (I8).
 * @param after the number before the first
 * @param last the last number
 */
export async function brokenSeals(tx: Tx, after: number, last: number): Promise<BrokenSeal[]> {
  return tx.query(
    `SELECT 'the seals have a gap before this one, or it does not follow from the one before' AS what,
       'seal ' || s.number AS id, NULL::uuid AS "reportId", s.number::int AS seal
     FROM seals s LEFT JOIN seals p ON p.number = s.number - 1
     WHERE s.number > $1 AND s.number <= $2
       AND ((p.number IS NULL AND s.number > 1) OR s.hash <> sha256(coalesce(p.hash, ''::bytea) ||
       (SELECT string_agg(h, ''::bytea ORDER BY n) FROM unnest(s.event_hashes) WITH ORDINALITY AS u (h, n))))
     UNION ALL
     SELECT CASE WHEN e.id IS NULL THEN 'an event that was sealed is gone' ELSE 'an event is not as it was sealed' END,
       u.id::text, e.report_id, s.number::int
     FROM seals s CROSS JOIN LATERAL unnest(s.event_ids, s.event_hashes) AS u (id, hash)
     LEFT JOIN events e ON e.id = u.id
     WHERE s.number > $1 AND s.number <= $2 AND (e.id IS NULL OR NOT kip_event_stands(e, u.hash))`,
    [after, last],
  );
}

/** Numbers of seals that were made before the mark's last one, and were written since (I8). */
export async function sealsWrittenSince(
  tx: Tx,
  { lookedBefore, seal }: CheckMark,
): Promise<number[]> {
  const rows = await tx.query<{ number: number }>(
    `SELECT s.number::int AS number FROM seals s WHERE s.number <= $2 AND ${WRITTEN_SINCE('s')}
     ORDER BY s.number`,
    [lookedBefore, seal],
  );
  return rows.map(({ number }) => number);
}

/** Whether the last seal that a check has verified stands as it did then (I8). */
export async function sealStands(tx: Tx, { seal, sealHash }: CheckMark): Promise<boolean> {
  if (seal === 0) return true;
  const found = await tx.query(
    `SELECT number FROM seals WHERE number = $1 AND hash = decode($2, 'hex')`,
    [seal, sealHash],
  );
  return found.length === 1;
}

/** The seal of a number, or null. */
export async function sealNumbered(tx: Tx, number: number): Promise<SealHead | null> {
  const [seal] = await tx.query<SealHead>(
    `SELECT number::int AS number, encode(hash, 'hex') AS hash FROM seals WHERE number = $1`,
    [number],
  );
  return seal ?? null;
}

/** Of all events, those that no seal will ever have, or have had twice (I8). */
export async function strayEvents(tx: Tx): Promise<OddRow[]> {
  return tx.query(
    `WITH sealed AS (SELECT unnest(event_ids) AS id FROM seals)
     SELECT 'an event is neither sealed nor waiting for a seal' AS what, e.id::text AS id, e.report_id AS "reportId"
     FROM events e
     WHERE NOT EXISTS (SELECT FROM sealed WHERE sealed.id = e.id)
       AND NOT EXISTS (SELECT FROM unsealed_events u WHERE u.event_id = e.id)
     UNION ALL
     SELECT 'an event was sealed twice', id::text, NULL FROM sealed GROUP BY id HAVING count(*) > 1`,
  );
}

/**
 * Of the events that were written since the mark, and of all those of reports that were broken: which
 * no seal will ever have, and which are not as an older seal has them (I8).
 * @param reportIds the reports of which anything was written since the mark
 */
export async function strayEventsSince(
  tx: Tx,
  { lookedBefore, seal, broken }: CheckMark,
  reportIds: readonly string[],
): Promise<OddRow[]> {
  const left = await tx.query<{ id: string }>(
    `WITH recent AS MATERIALIZED (SELECT unnest(event_ids) AS id FROM seals WHERE number > $2)
     SELECT e.id FROM events e
     WHERE e.report_id = ANY ($3::uuid[]) AND (${WRITTEN_SINCE('e')} OR e.report_id = ANY ($4::uuid[]))
       AND NOT EXISTS (SELECT FROM unsealed_events u WHERE u.event_id = e.id)
       AND NOT EXISTS (SELECT FROM recent WHERE recent.id = e.id)`,
    [lookedBefore, seal, reportIds, broken],
  );
  if (left.length === 0) return [];
  // Few, and mostly none: written while the last check began, or changed after they were sealed.
  return tx.query(
    `WITH sealed AS (
       SELECT u.id, u.hash FROM seals s CROSS JOIN LATERAL unnest(s.event_ids, s.event_hashes) AS u (id, hash)
       JOIN unnest($1::uuid[]) AS asked (id) ON asked.id = u.id WHERE s.number <= $2
     )
     SELECT CASE WHEN sealed.id IS NULL THEN 'an event is neither sealed nor waiting for a seal'
       ELSE 'an event is not as it was sealed' END AS what, e.id::text AS id, e.report_id AS "reportId"
     FROM events e LEFT JOIN sealed ON sealed.id = e.id
     WHERE e.id = ANY ($1::uuid[]) AND (sealed.id IS NULL OR NOT kip_event_stands(e, sealed.hash))`,
    [left.map(({ id }) => id), seal],
  );
}

/** Events may wait for their seal so long while somebody seals. */
const UNSEALED = '10 seconds';

/**
 * Events that wait although later ones were sealed long after they were written (I8). It may yet be
 * that they were committed late: see \`passedOver\`.
 */
export async function waitingTooLong(tx: Tx): Promise<OddRow[]> {
  // After a full batch there may be more to come: what waits then has not been passed over.
  return tx.query(
    `SELECT 'later events were sealed, this one was not' AS what, u.event_id::text AS id, e.report_id AS "reportId"
     FROM unsealed_events u LEFT JOIN events e ON e.id = u.event_id
     WHERE u.since < (SELECT sealed_at FROM seals WHERE cardinality(event_ids) < $1 ORDER BY number DESC LIMIT 1)
       - interval '${UNSEALED}'`,
    [SEAL_BATCH],
  );
}

/**
 * What became of events that waited when seal \`head\` was the last one.
 * @returns those that still wait; \`certainly\`: a batch that took all it saw, and saw them, is done
 */
export async function passedOver(
  tx: Tx,
  ids: readonly string[],
  head: number,
): Promise<{ readonly waiting: readonly string[]; readonly certainly: boolean }> {
  // In one statement: what is sealed between two would look passed over. The next seal may have been
  // under way before the events were committed; since one at a time is made, that after it saw them.
  const [row] = await tx.query<{ waiting: string[]; certainly: boolean }>(
    `SELECT ARRAY(SELECT event_id::text FROM unsealed_events WHERE event_id = ANY ($1::uuid[])) AS waiting,
       EXISTS (SELECT FROM seals WHERE number >= $2::bigint + 2 AND cardinality(event_ids) < $3) AS certainly`,
    [ids, head, SEAL_BATCH],
  );
  return row ?? { waiting: [], certainly: false };
}
