import { type ConsumerName } from '#libs/contracts';
import { type HistoryEvent, type JsonObject, type Role, type State } from '#libs/domain';
import { type Tx } from '../store.js';

/** A delivery that may be put on its queue. */
export interface Claimed {
  readonly id: string;
  readonly consumer: ConsumerName;
  readonly generation: number;
}

/**
 * After so long on a queue without an end, a delivery is taken for lost and put there again. Longer
 * than a full queue takes; one that is only slow then runs twice, and its effect happens once.
 */
const LOST_AFTER_MS = 15_000;
const NEVER_MS = 31_536_000_000;
/** So many tries, then a person must look. */
export const MAX_ATTEMPTS = 5;
/** So many of them may have passed before the first that is noted beforehand: see `noteSuspect`. */
const UNNOTED = 2;

/**
 * Claims deliveries for the queue, each with its next generation: those that wait, and those that
 * were enqueued so long ago that the queue must have lost them. Claimed by state and never by a
 * cursor, which would skip rows that commit late.
 *
 * @param limit how many at most
 * @param mostEnqueued how many may be on the queues after it, all processes together
 */
export async function claimDeliveries(
  tx: Tx,
  limit: number,
  mostEnqueued: number,
): Promise<Claimed[]> {
  const lostAfterMs = tx.faults.without('re_enqueue')
    ? NEVER_MS
    : (tx.faults.lostAfterMs ?? LOST_AFTER_MS);
  const rows = await tx.prepared<Claimed>(
    `UPDATE deliveries d SET state = 'enqueued', generation = generation + 1, enqueued_at = clock_timestamp()
     WHERE id IN (
       SELECT id FROM deliveries
       WHERE (state = 'pending' AND next_try_at <= clock_timestamp())
          OR (state = 'enqueued' AND enqueued_at < clock_timestamp() - $3 * interval '1 millisecond')
       ORDER BY id
       LIMIT least($1, greatest(0, $2 - (
         SELECT count(*) FROM deliveries
         WHERE state = 'enqueued' AND enqueued_at >= clock_timestamp() - $3 * interval '1 millisecond')))
       FOR UPDATE SKIP LOCKED
     )
     RETURNING id, consumer, generation`,
    [limit, mostEnqueued, lostAfterMs],
  );
  return rows;
}

/** Claims what waits for these reports, to be carried out at once and by no queue. */
export async function claimDeliveriesOf(tx: Tx, reportIds: readonly string[]): Promise<Claimed[]> {
  return tx.prepared<Claimed>(
    `UPDATE deliveries SET state = 'enqueued', generation = generation + 1,
       enqueued_at = clock_timestamp()
     WHERE report_id = ANY ($1::uuid[]) AND state = 'pending'
     RETURNING id, consumer, generation`,
    [reportIds],
  );
}

/** Puts claimed deliveries back: the queue did not take them. */
export async function unclaimDeliveries(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE deliveries SET state = 'pending', next_try_at = clock_timestamp() + interval '1 second'
     WHERE id = ANY ($1::uuid[]) AND state = 'enqueued'`,
    [ids],
  );
}

/** An event on its way to one consumer. */
export interface Delivered {
  readonly consumer: ConsumerName;
  readonly eventId: string;
  readonly reportId: string;
  /** When it is carried out: the transaction's instant, or the event's own where time is replayed. */
  readonly at: Date;
  readonly event: HistoryEvent;
}

interface DeliveredRow {
  readonly consumer: ConsumerName;
  readonly event_id: string;
  readonly report_id: string;
  readonly version: number;
  readonly kind: HistoryEvent['kind'];
  readonly from_state: State | 'none';
  readonly to_state: State;
  readonly at: Date;
  readonly actor_role: Role;
  readonly actor_person: string | null;
  readonly data: JsonObject;
}

/**
 * Marks deliveries done in the transaction of their effects, which is what makes an effect happen
 * once: a second run finds nothing to mark. A job that was taken for lost and comes after all does
 * the work as well as the one that was put in its place, which then finds nothing. Left out: what is
 * done already, and what is locked, since somebody is at it.
 *
 * @param at as of when they are carried out: the transaction's instant, or each its event's own
 */
export async function completeDeliveries(
  tx: Tx,
  ids: readonly string[],
  at: 'now' | 'event' = 'now',
): Promise<Delivered[]> {
  const rows = await tx.prepared<DeliveredRow>(
    `WITH mine AS MATERIALIZED (
       SELECT id FROM deliveries WHERE id = ANY ($1::uuid[]) AND state = 'enqueued'
       FOR UPDATE SKIP LOCKED
     )
     UPDATE deliveries d SET state = 'done', done_at = clock_timestamp()
     FROM mine, events e WHERE d.id = mine.id AND e.id = d.event_id
     RETURNING d.consumer, d.event_id, d.report_id, e.version, e.kind, e.from_state, e.to_state, e.at,
       e.actor_role, e.actor_person, e.data`,
    [ids],
  );
  return rows.map((row) => ({
    consumer: row.consumer,
    eventId: row.event_id,
    reportId: row.report_id,
    at: at === 'now' ? tx.now : row.at,
    event: {
      version: row.version,
      kind: row.kind,
      from: row.from_state,
      to: row.to_state,
      at: row.at,
      actor: { role: row.actor_role, personCode: row.actor_person, unitCodes: [] },
      data: row.data,
    },
  }));
}

/**
 * Records a failed try: another one later (1, 4, 9, 16 seconds), or a dead letter where trying
 * again is of no use or the tries are used up.
 * @returns the state it is in now, or null where the delivery had moved on
 */
export async function failDelivery(
  tx: Tx,
  failed: {
    readonly id: string;
    readonly error: string;
    readonly retry: boolean;
    /** The try was noted as one that its worker may not survive: it did. */
    readonly noted: boolean;
  },
): Promise<'pending' | 'dead' | null> {
  const rows = await tx.prepared<{ state: 'pending' | 'dead' }>(
    `UPDATE deliveries SET attempts = attempts + 1, last_error = left($2, 2000),
       crashes = greatest(0, crashes - $4::int),
       state = CASE WHEN $3 AND attempts + 1 < ${MAX_ATTEMPTS} THEN 'pending' ELSE 'dead' END,
       next_try_at = clock_timestamp() + (attempts + 1) * (attempts + 1) * interval '1 second'
     WHERE id = $1 AND state = 'enqueued' RETURNING state`,
    [failed.id, failed.error, failed.retry, failed.noted ? 1 : 0],
  );
  return rows[0]?.state ?? null;
}

/**
 * Notes a try before it is made: of a delivery whose worker may have died of it. Where it was made as
 * often as it may, it becomes a dead letter instead; those tries count too that nobody noted.
 * @returns the state it is in now, or null where it had moved on, or its worker is not dead at all
 */
export async function noteSuspect(tx: Tx, id: string): Promise<'enqueued' | 'dead' | null> {
  const rows = await tx.prepared<{ state: 'enqueued' | 'dead' }>(
    `UPDATE deliveries SET crashes = crashes + 1, last_error = 'the worker stopped while it ran',
       state = CASE WHEN crashes + ${UNNOTED} >= ${MAX_ATTEMPTS} THEN 'dead' ELSE state END
     WHERE id IN (
       SELECT id FROM deliveries WHERE id = $1 AND state = 'enqueued'
       FOR UPDATE SKIP LOCKED
     ) RETURNING state`,
    [id],
  );
  return rows[0]?.state ?? null;
}

/** How many deliveries are under way or dead. */
export async function countDeliveries(tx: Tx): Promise<{ underWay: number; dead: number }> {
  const [row] = await tx.prepared<{ under_way: number; dead: number }>(
    `SELECT count(*) FILTER (WHERE state IN ('pending', 'enqueued'))::int AS under_way,
       count(*) FILTER (WHERE state = 'dead')::int AS dead
     FROM deliveries WHERE state <> 'done'`,
  );
  return { underWay: row?.under_way ?? 0, dead: row?.dead ?? 0 };
}

/** How the deliveries that are not done fare. */
export interface DeliveryFigures {
  readonly pending: number;
  readonly enqueued: number;
  readonly dead: number;
  /** Since the event of the oldest that is pending or enqueued, by the installation's clock. */
  readonly oldestSeconds: number;
}

/** Counts what is on its way and what is dead; 0 seconds where nothing is on its way. */
export async function deliveryFigures(tx: Tx): Promise<DeliveryFigures> {
  const [row] = await tx.prepared<DeliveryFigures>(
    `SELECT count(*) FILTER (WHERE d.state = 'pending')::int AS pending,
       count(*) FILTER (WHERE d.state = 'enqueued')::int AS enqueued,
       count(*) FILTER (WHERE d.state = 'dead')::int AS dead,
       coalesce(extract(epoch FROM $1::timestamptz - min(e.at) FILTER (WHERE d.state IN ('pending', 'enqueued'))), 0)::float8
         AS "oldestSeconds"
     FROM deliveries d JOIN events e ON e.id = d.event_id WHERE d.state <> 'done'`,
    [tx.now],
  );
  return row ?? { pending: 0, enqueued: 0, dead: 0, oldestSeconds: 0 };
}

/** Deletes deliveries done a day ago or longer, in batches. Returns how many. */
export async function deleteDone(tx: Tx, limit: number): Promise<number> {
  const deleted = await tx.prepared<{ id: string }>(
    `DELETE FROM deliveries WHERE id IN (
       SELECT id FROM deliveries WHERE state = 'done' AND done_at < clock_timestamp() - interval '1 day' LIMIT $1
     ) RETURNING id`,
    [limit],
  );
  return deleted.length;
}
