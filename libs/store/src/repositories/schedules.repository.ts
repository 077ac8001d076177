import {
  type DocumentAsked,
  type DocumentFormat,
  type DocumentLanguage,
  type DocumentMailState,
} from '#libs/contracts';
import { type PeriodKind } from '#libs/domain';
import { newId } from '../new-id.js';
import { type Scope, type Tx } from '../store.js';

/** A document that goes by mail whenever a period is over. */
export interface Schedule {
  readonly id: string;
  /** As far as this person sees, so far it counts. */
  readonly ownerCode: string;
  readonly every: PeriodKind;
  readonly format: DocumentFormat;
  readonly language: DocumentLanguage;
  readonly asked: Omit<DocumentAsked, 'from' | 'to'>;
  readonly recipients: readonly string[];
  /** What would have gone out before it was made does not. */
  readonly since: Date;
  readonly endedAt: Date | null;
}

/** A mail to one person, as it stands. */
export interface DocumentMail {
  readonly person: string;
  readonly state: DocumentMailState;
  readonly notBefore: Date;
  readonly sentAt: Date | null;
  readonly tries: number;
  readonly error: string | null;
}

/** What was made of a schedule for one period; local days, both inside. */
export interface Scheduled {
  readonly scheduleId: string;
  readonly from: string;
  readonly to: string;
  readonly documentId: string | null;
  /** Why there is no document: none could be asked for, or printing failed. */
  readonly error: string | null;
  readonly madeAt: Date;
  readonly mails: readonly DocumentMail[];
}

const COLUMNS = `id, owner_code AS "ownerCode", every, format, language, asked, recipients, since,
  ended_at AS "endedAt"`;

/** The schedules that the transaction sees and that have not ended, the oldest first. */
export async function liveSchedules(tx: Tx): Promise<Schedule[]> {
  return tx.prepared<Schedule>(
    `SELECT ${COLUMNS} FROM document_schedules WHERE ended_at IS NULL ORDER BY since, id`,
  );
}

/** Every schedule, ended ones too, the oldest first. */
export async function allSchedules(tx: Tx): Promise<Schedule[]> {
  return tx.query<Schedule>(`SELECT ${COLUMNS} FROM document_schedules ORDER BY since, id`);
}

/**
 * Writes a schedule, new or in the place of the owner's own one with its id; how long it has been one stays.
 * @returns null where the id is another's, or of one that has ended
 */
export async function saveSchedule(
  tx: Tx,
  schedule: Omit<Schedule, 'since' | 'endedAt'>,
): Promise<Schedule | null> {
  const { id, ownerCode, every, format, language, asked, recipients } = schedule;
  const values = [
    id,
    ownerCode,
    every,
    format,
    language,
    JSON.stringify(asked),
    recipients,
    tx.now,
  ];
  const [changed] = await tx.prepared<Schedule>(
    `UPDATE document_schedules SET format = $4, language = $5, asked = $6, recipients = $7, saved_at = $8,
       since = CASE WHEN every = $3 THEN since ELSE $8 END, every = $3
     WHERE id = $1 AND owner_code = $2 AND ended_at IS NULL RETURNING ${COLUMNS}`,
    values,
  );
  if (changed) return changed;
  const [added] = await tx.prepared<Schedule>(
    `INSERT INTO document_schedules (id, owner_code, every, format, language, asked, recipients, since, saved_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    values,
  );
  return added ?? null;
}

/** Ends one of a person's own schedules; what waits of it is not sent. @returns whether there was one */
export async function endSchedule(tx: Tx, ownerCode: string, id: string): Promise<boolean> {
  const ended = await tx.prepared(
    `WITH ended AS (UPDATE document_schedules SET ended_at = $3
       WHERE id = $1 AND owner_code = $2 AND ended_at IS NULL RETURNING id)
     SELECT id FROM ended`,
    [id, ownerCode, tx.now],
  );
  if (ended.length === 0) return false;
  await tx.prepared(
    `UPDATE document_mails m SET state = 'left' FROM scheduled_documents s
     WHERE s.id = m.scheduled_id AND s.schedule_id = $1 AND m.state = 'pending'`,
    [id],
  );
  return true;
}

/** Sends somebody nothing more by a schedule. @returns whether they were among its recipients */
export async function leaveSchedule(tx: Tx, person: string, id: string): Promise<boolean> {
  const [row] = await tx.prepared<{ left: boolean }>('SELECT kip_leave_schedule($1, $2) AS left', [
    id,
    person,
  ]);
  return row?.left ?? false;
}

/** What was made of schedules, the newest first; of each so many. */
export async function scheduledDocuments(
  tx: Tx,
  scheduleIds: readonly string[],
  most: number,
): Promise<Scheduled[]> {
  const rows = await tx.query<Scheduled>(
    `SELECT s.schedule_id AS "scheduleId", to_char(s.period_from, 'YYYY-MM-DD') AS "from",
       to_char(s.period_to, 'YYYY-MM-DD') AS "to", s.document_id AS "documentId",
       coalesce(s.error, d.error) AS error, s.made_at AS "madeAt",
       coalesce((SELECT json_agg(json_build_object('person', m.person_code, 'state', m.state,
           'notBefore', m.not_before, 'sentAt', m.sent_at, 'tries', m.tries, 'error', m.last_error)
           ORDER BY m.person_code) FROM document_mails m WHERE m.scheduled_id = s.id), '[]') AS mails
     FROM (SELECT *, row_number() OVER (PARTITION BY schedule_id ORDER BY made_at DESC, period_from DESC) AS nth
           FROM scheduled_documents WHERE schedule_id = ANY ($1::uuid[])) s
       LEFT JOIN documents d ON d.id = s.document_id
     WHERE s.nth <= $2 ORDER BY s.made_at DESC, s.period_from DESC`,
    [scheduleIds, most],
  );
  // Instants within JSON come as texts.
  const at = (instant: Date | null): Date | null => (instant === null ? null : new Date(instant));
  return rows.map((row) => ({
    ...row,
    mails: row.mails.map((mail) => ({
      ...mail,
      ...{ notBefore: new Date(mail.notBefore), sentAt: at(mail.sentAt) },
    })),
  }));
}

/** Lets this process alone make what schedules want, for this transaction. @returns whether it may */
export async function mayMakeScheduled(tx: Tx): Promise<boolean> {
  const [lock] = await tx.prepared<{ mine: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtext('kip.schedules')) AS mine`,
  );
  return lock?.mine === true;
}

/** Whether a schedule's document for a period was made. */
export async function isMade(tx: Tx, id: string, from: string, to: string): Promise<boolean> {
  const rows = await tx.prepared(
    'SELECT id FROM scheduled_documents WHERE schedule_id = $1 AND period_from = $2 AND period_to = $3',
    [id, from, to],
  );
  return rows.length > 0;
}

/** Writes down what was made of a schedule for a period, and to whom it is to go from when on. */
export async function insertScheduled(
  tx: Tx,
  made: Pick<Scheduled, 'scheduleId' | 'from' | 'to' | 'documentId' | 'error'>,
  mails: readonly { readonly person: string; readonly notBefore: Date }[],
): Promise<void> {
  const id = newId();
  await tx.prepared(
    `INSERT INTO scheduled_documents (id, schedule_id, period_from, period_to, document_id, error, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, made.scheduleId, made.from, made.to, made.documentId, made.error, tx.now],
  );
  const rows = mails.map((mail) => ({ ...mail, id: newId() }));
  await tx.prepared(
    `INSERT INTO document_mails (id, scheduled_id, person_code, not_before)
     SELECT m.id, $2, m.person, m."notBefore"
     FROM jsonb_to_recordset($1::jsonb) AS m (id uuid, person text, "notBefore" timestamptz)`,
    [JSON.stringify(rows), id],
  );
}

/** A mail that is to go now, with what its document came to. */
export interface DueDocumentMail {
  readonly id: string;
  readonly scheduleId: string;
  readonly person: string;
  /** Whether the person was shut out since. */
  readonly shutOut: boolean;
  readonly documentId: string;
  readonly format: DocumentFormat;
  readonly asked: DocumentAsked;
  /** What the document counts as far as this sees. */
  readonly scope: Scope;
  /** Null: it is printed. */
  readonly error: string | null;
  readonly asOf: Date | null;
  readonly reports: number | null;
  readonly checksum: string | null;
  readonly bytes: number;
}

/** So long a mail is taken to be on its way. */
const LEASE = "interval '2 minutes'";
const MOST_TRIES = 150;

/** Takes a mail whose document is printed, or failed; should nobody say how it went, it is tried again. */
export async function takeDueDocumentMail(tx: Tx): Promise<DueDocumentMail | null> {
  const [row] = await tx.prepared<DueDocumentMail>(
    `WITH due AS (
       SELECT m.id, s.schedule_id, s.document_id, d.format, d.asked, d.scope, d.as_of, d.reports,
         d.figures_sha256, octet_length(d.file) AS bytes,
         CASE WHEN d.state = 'failed' THEN coalesce(d.error, 'internal') END AS error
       FROM document_mails m JOIN scheduled_documents s ON s.id = m.scheduled_id
         JOIN documents d ON d.id = s.document_id
       WHERE m.state = 'pending' AND m.not_before <= $1 AND m.next_try_at <= clock_timestamp()
         AND d.state IN ('done', 'failed')
       ORDER BY m.next_try_at, m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED
     ), taken AS (
       UPDATE document_mails m SET tries = tries + 1, next_try_at = clock_timestamp() + ${LEASE}
       FROM due WHERE m.id = due.id RETURNING m.id, m.person_code
     )
     SELECT due.id, schedule_id AS "scheduleId", person_code AS person, document_id AS "documentId", format, asked,
       scope, error, as_of AS "asOf", reports, figures_sha256 AS checksum, coalesce(bytes, 0) AS bytes,
       EXISTS (SELECT FROM accounts a WHERE a.person_code = taken.person_code AND a.disabled_at IS NOT NULL)
         AS "shutOut"
     FROM due JOIN taken USING (id)`,
    [tx.now],
  );
  return row ?? null;
}

/** The file of a document that goes by mail. */
export async function mailedFile(tx: Tx, documentId: string): Promise<Buffer> {
  const [row] = await tx.prepared<{ file: Buffer | null }>(
    `SELECT file FROM documents WHERE id = $1 AND state = 'done'`,
    [documentId],
  );
  if (!row?.file) throw new Error(`document ${documentId} has no file`);
  return row.file;
}

/** How a mail went. `error` may name the address, and is for the database only. */
export type DocumentMailOutcome =
  | { readonly state: 'sent' }
  | { readonly state: 'not_allowed' | 'failed'; readonly error: string }
  | { readonly state: 'again'; readonly error: string };

/**
 * Records how a mail went; one that is to be tried again waits 2, 8, 18, 32 … seconds, at most ten minutes, and
 * is given up after about a day.
 * @returns its state now; null where it had been settled before
 */
export async function settleDocumentMail(
  tx: Tx,
  id: string,
  outcome: DocumentMailOutcome,
): Promise<DocumentMailState | null> {
  const again = outcome.state === 'again';
  const error = outcome.state === 'sent' ? null : outcome.error;
  const [row] = await tx.prepared<{ state: DocumentMailState }>(
    `WITH settled AS (
       UPDATE document_mails SET
         state = CASE WHEN NOT $2 THEN $3 WHEN tries < ${MOST_TRIES} THEN 'pending' ELSE 'failed' END,
         sent_at = CASE WHEN $3 = 'sent' THEN $5::timestamptz END, last_error = left($4, 2000),
         next_try_at = clock_timestamp() + least(600, 2 * tries * tries) * interval '1 second'
       WHERE id = $1 AND state = 'pending' RETURNING state)
     SELECT state FROM settled`,
    [id, again, outcome.state, error, tx.now],
  );
  return row?.state ?? null;
}
