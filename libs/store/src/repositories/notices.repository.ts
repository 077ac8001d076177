import { type HistoryEvent, type JsonObject } from '#libs/domain';
import { NoticeEntity } from '../entities/notice.entities.js';
import { newId } from '../new-id.js';
import { type Tx } from '../store.js';
import { fromColumns, rowsOf, writeAll } from '../write.js';

/** A notice as it is made: what sending needs comes later. */
export type NewNotice = Omit<
  NoticeEntity,
  'id' | 'batchId' | 'tries' | 'nextTryAt' | 'madeAt' | 'sentAt'
>;

/** Writes notices; one that stands already is left alone, so that a second run adds nothing. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  const rows = notices.map((notice): NoticeEntity => ({
    ...notice,
    ...{ id: newId(), batchId: null, tries: 0, nextTryAt: new Date(), sentAt: null },
    madeAt: tx.now,
  }));
  await writeAll(tx, [rowsOf(NoticeEntity, rows, 'insert')]);
}

/** A notice that may be due, with the event of its alarm. */
export interface DueNotice extends NoticeEntity {
  readonly personCode: string;
  readonly address: string;
  readonly language: 'vi' | 'en';
  readonly event: Pick<HistoryEvent, 'kind' | 'data'>;
}

interface DueRow {
  readonly notice: JsonObject;
  readonly kind: HistoryEvent['kind'];
  readonly data: JsonObject;
}

/**
 * Finds what may go to one person in one mail now: a mail that was begun before and is to be tried
 * again, or, where there is none, everything that this person may be told by now, once something of it
 * has gathered company long enough. What is found is locked for this transaction.
 *
 * @returns an empty list where nothing is due, or another process is looking at this moment
 */
export async function dueNotices(tx: Tx): Promise<DueNotice[]> {
  const [lock] = await tx.prepared<{ mine: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtext('kip.notices')) AS mine`,
  );
  if (lock?.mine !== true) return [];
  const rows = await tx.prepared<DueRow>(
    `WITH begun AS (
       SELECT batch_id FROM notices
       WHERE state = 'pending' AND batch_id IS NOT NULL AND next_try_at <= clock_timestamp()
         AND not_before <= $1
       ORDER BY next_try_at LIMIT 1
     ), fresh AS (
       SELECT person_code FROM notices
       WHERE state = 'pending' AND batch_id IS NULL AND send_by <= $1
         AND NOT EXISTS (SELECT FROM begun)
       ORDER BY urgent DESC, send_by, person_code LIMIT 1
     )
     SELECT to_jsonb(n) AS notice, e.kind, e.data FROM notices n JOIN events e ON e.id = n.event_id
     WHERE n.state = 'pending' AND (n.batch_id = (SELECT batch_id FROM begun)
       OR (n.batch_id IS NULL AND n.not_before <= $1 AND n.person_code = (SELECT person_code FROM fresh)))
     ORDER BY n.made_at, n.id FOR UPDATE OF n SKIP LOCKED`,
    [tx.now],
  );
  return rows.flatMap(({ notice, kind, data }) => {
    const { personCode, address, language, ...rest } = fromColumns(tx, NoticeEntity, notice);
    if (personCode === null || address === null || language === null) return [];
    return [{ ...rest, personCode, address, language, event: { kind, data } }];
  });
}

/** Ends notices whose alarm no longer holds: nobody is told of it. */
export async function endMoot(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.prepared(
    `UPDATE notices SET state = 'moot', last_error = 'it no longer held when it was to be sent'
     WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
}

/** How many notices there are in the states that somebody should know of. */
export type NoticeFigures = Readonly<Record<'pending' | 'failed' | 'nobody' | 'unsent', number>>;

/** Counts what waits, and what nobody was told of. */
export async function noticeFigures(tx: Tx): Promise<NoticeFigures> {
  const [row] = await tx.prepared<NoticeFigures>(
    `SELECT (SELECT count(*)::int FROM notices WHERE state = 'pending') AS pending,
       (SELECT count(*)::int FROM notices WHERE state = 'failed') AS failed,
       (SELECT count(*)::int FROM notices WHERE state = 'nobody') AS nobody,
       (SELECT count(*)::int FROM notices WHERE state = 'unsent') AS unsent`,
  );
  return row ?? { pending: 0, failed: 0, nobody: 0, unsent: 0 };
}
