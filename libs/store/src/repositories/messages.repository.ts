import {
  type FollowerTopic,
  type HistoryEvent,
  type ReporterTopic,
  type StaffTopic,
} from '#libs/domain';
import { newId } from '../new-id.js';
import { type Tx } from '../store.js';

export type MessageTopic = ReporterTopic | FollowerTopic | StaffTopic;

/** An event that was sealed, with its report. */
export interface SealedEvent {
  readonly id: string;
  readonly reportId: string;
  readonly event: HistoryEvent;
}

interface EventRow {
  readonly id: string;
  readonly reportId: string;
  readonly version: number;
  readonly kind: HistoryEvent['kind'];
  readonly from: HistoryEvent['from'];
  readonly to: HistoryEvent['to'];
  readonly at: Date;
  readonly role: HistoryEvent['actor']['role'];
  readonly person: string | null;
  readonly data: HistoryEvent['data'];
}

/** What is older has been news once. */
const NEWS = "interval '1 day'";

/**
 * The events of the next seal that nobody was told of yet. Whoever asks has the place for this
 * transaction alone, and moves on with `toldUpTo`.
 * @returns null where there is none, or another process is at it
 */
export async function nextSeal(
  tx: Tx,
): Promise<{ readonly seal: number; readonly events: readonly SealedEvent[] } | null> {
  const [next] = await tx.prepared<{ seal: number; ids: string[] }>(
    `SELECT s.number::float8 AS seal, s.event_ids AS ids
     FROM (SELECT seal FROM telling FOR UPDATE SKIP LOCKED) t JOIN seals s ON s.number = t.seal + 1`,
  );
  if (!next) return null;
  const rows = await tx.prepared<EventRow>(
    `SELECT id, report_id AS "reportId", version, kind, from_state AS "from", to_state AS "to", at,
       actor_role AS role, actor_person AS person, data
     FROM events WHERE id = ANY ($1::uuid[]) AND at > $2::timestamptz - ${NEWS} ORDER BY id`,
    [next.ids, tx.now],
  );
  const events = rows.map(({ id, reportId, role, person, ...event }) => ({
    ...{ id, reportId },
    event: { ...event, actor: { role, personCode: person, unitCodes: [] } },
  }));
  return { seal: next.seal, events };
}

/** Remembers that everything up to this seal was told of. */
export async function toldUpTo(tx: Tx, seal: number): Promise<void> {
  await tx.prepared('UPDATE telling SET seal = $1', [seal]);
}

/** How somebody is told of acts. */
export const MAIL_WAYS = ['gathered', 'daily', 'off'] as const;
export type MailWay = (typeof MAIL_WAYS)[number];

/** Those who have said how they want to be told, by their code. */
export async function mailWays(tx: Tx): Promise<ReadonlyMap<string, MailWay>> {
  const rows = await tx.prepared<{ code: string; way: MailWay }>(
    'SELECT person_code AS code, way FROM mail_preferences',
  );
  return new Map(rows.map(({ code, way }) => [code, way]));
}

/** Says how somebody wants to be told of acts from now on. */
export async function setMailWay(tx: Tx, personCode: string, way: MailWay): Promise<void> {
  await tx.prepared(
    `INSERT INTO mail_preferences (person_code, way) VALUES ($1, $2)
     ON CONFLICT (person_code) DO UPDATE SET way = excluded.way`,
    [personCode, way],
  );
}

/** A message as it is made. */
export interface NewMessage {
  readonly eventId: string;
  readonly reportId: string;
  /** Null: whoever sent the report, or follows it. */
  readonly personCode: string | null;
  /** Null: nobody who follows it. */
  readonly followerId: string | null;
  readonly topic: MessageTopic;
  readonly state: 'pending' | 'off';
  readonly notBefore: Date;
  readonly sendBy: Date;
}

/** Writes messages; one that stands already is left alone. */
export async function insertMessages(tx: Tx, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((one) => ({ ...one, id: newId() }));
  await tx.prepared(
    `INSERT INTO messages (id, event_id, report_id, person_code, follower_id, topic, state, not_before, send_by, made_at)
     SELECT m.id, m."eventId", m."reportId", m."personCode", m."followerId", m.topic, m.state,
       m."notBefore", m."sendBy", $2
     FROM jsonb_to_recordset($1::jsonb) AS m (id uuid, "eventId" uuid, "reportId" uuid, "personCode" text,
       "followerId" uuid, topic text, state text, "notBefore" timestamptz, "sendBy" timestamptz)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows), tx.now],
  );
}

/** A message that is due, with the event that it tells of. */
export interface DueMessage {
  readonly id: string;
  readonly reportId: string;
  readonly personCode: string | null;
  readonly followerId: string | null;
  readonly topic: MessageTopic;
  readonly batchId: string | null;
  readonly data: HistoryEvent['data'];
}

/**
 * What may go in one mail now: one that was begun and is to be tried again; else one message to a
 * reporter or a follower; else everything that one person may be told by now. Locked for this transaction.
 * @returns an empty list where nothing is due, or another process is looking at this moment
 */
export async function dueMessages(tx: Tx): Promise<DueMessage[]> {
  const [lock] = await tx.prepared<{ mine: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtext('kip.messages')) AS mine`,
  );
  if (lock?.mine !== true) return [];
  return tx.prepared<DueMessage>(
    `WITH begun AS (
       SELECT batch_id FROM messages
       WHERE state = 'pending' AND batch_id IS NOT NULL AND next_try_at <= clock_timestamp()
       ORDER BY next_try_at LIMIT 1
     ), fresh AS (
       SELECT id, person_code FROM messages
       WHERE state = 'pending' AND batch_id IS NULL AND send_by <= $1 AND NOT EXISTS (SELECT FROM begun)
       ORDER BY send_by, id LIMIT 1
     )
     SELECT m.id, m.report_id AS "reportId", m.person_code AS "personCode", m.follower_id AS "followerId",
       m.topic, m.batch_id AS "batchId", e.data
     FROM messages m JOIN events e ON e.id = m.event_id
     WHERE m.state = 'pending' AND (m.batch_id = (SELECT batch_id FROM begun)
       OR m.id = (SELECT id FROM fresh)
       OR (m.batch_id IS NULL AND m.not_before <= $1 AND m.person_code = (SELECT person_code FROM fresh)))
     ORDER BY m.made_at, m.id`,
    [tx.now],
  );
}

/** Where a report's sender is written to. */
export interface ReporterAddress {
  readonly name: string | null;
  readonly email: string;
  readonly language: 'vi' | 'en';
}

/** Null where the reporter gave no mail address, or wants no mails. */
export async function reporterAddress(tx: Tx, reportId: string): Promise<ReporterAddress | null> {
  const [row] = await tx.prepared<ReporterAddress>(
    `SELECT name, email, language FROM contacts
     WHERE report_id = $1 AND email IS NOT NULL AND mail_off_at IS NULL`,
    [reportId],
  );
  return row ?? null;
}

/** Turns mails to a report's sender off, or on again. */
export async function setReporterMail(tx: Tx, reportId: string, on: boolean): Promise<void> {
  await tx.prepared(
    'UPDATE contacts SET mail_off_at = CASE WHEN $2 THEN NULL ELSE $3::timestamptz END WHERE report_id = $1',
    [reportId, on, tx.now],
  );
}

/** Ends messages that are not to go. `off`: nobody is to be written to; `moot`: it is no longer so. */
export async function endMessages(
  tx: Tx,
  ids: readonly string[],
  state: 'off' | 'moot',
): Promise<void> {
  if (ids.length === 0) return;
  await tx.prepared('UPDATE messages SET state = $2 WHERE id = ANY ($1::uuid[])', [ids, state]);
}
