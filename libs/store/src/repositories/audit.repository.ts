import { type JsonObject, type Role } from '#libs/domain';
import { type Tx } from '../store.js';
import { noticeFigures } from './notices.repository.js';

/** An act on a report. */
export interface ActLine {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly role: Role;
  /** Null: the reporter, another system or the machine itself. */
  readonly by: string | null;
  readonly report: string;
  readonly from: string | null;
  readonly to: string;
}

/** What is null asks for nothing. */
export interface AuditQuestion {
  readonly by: string | null;
  readonly reportCode: string | null;
  readonly kind: string | null;
  readonly from: Date | null;
  /** Itself not included. */
  readonly to: Date | null;
  readonly limit: number;
}

/**
 * Acts on reports, the last written first; what was written in them stays with the report.
 * @param before the id of the last line of the page before
 */
export async function actLines(
  tx: Tx,
  question: AuditQuestion & { readonly before: string | null },
): Promise<ActLine[]> {
  const { by, reportCode, kind, from, to, before, limit } = question;
  return tx.query<ActLine>(
    `SELECT e.id, e.at, e.kind, e.actor_role AS role, e.actor_person AS by, r.code AS report,
       e.from_state AS "from", e.to_state AS "to"
     FROM events e JOIN reports r ON r.id = e.report_id
     WHERE ($1::text IS NULL OR e.actor_person = $1)
       AND ($2::text IS NULL OR e.report_id = (SELECT id FROM reports WHERE code = $2))
       AND ($3::text IS NULL OR e.kind = $3) AND ($4::timestamptz IS NULL OR e.at >= $4)
       AND ($5::timestamptz IS NULL OR e.at < $5) AND ($6::uuid IS NULL OR e.id < $6)
     ORDER BY e.id DESC LIMIT $7`,
    [by, reportCode, kind, from, to, before, limit],
  );
}

/** Who came in, and who was shown or did what outside of a report's history. */
export interface AccessAct {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  /** Who did it; where nobody else did, the person themselves. */
  readonly by: string | null;
  /** Whom it is about. */
  readonly person: string | null;
  readonly report: string | null;
  readonly data: JsonObject;
}

/** The same of access, the last first. @param before the id of the last line of the page before */
export async function accessActs(
  tx: Tx,
  question: AuditQuestion & { readonly before: string | null },
): Promise<AccessAct[]> {
  const { by, reportCode, kind, from, to, before, limit } = question;
  return tx.query<AccessAct>(
    `SELECT a.id, a.at, a.kind, coalesce(a.by_code, a.person_code) AS by, a.person_code AS person,
       r.code AS report, a.data
     FROM access_events a LEFT JOIN reports r ON r.id = a.report_id
     WHERE ($1::text IS NULL OR $1 IN (a.by_code, a.person_code)) AND ($2::text IS NULL OR r.code = $2)
       AND ($3::text IS NULL OR a.kind = $3) AND ($4::timestamptz IS NULL OR a.at >= $4)
       AND ($5::timestamptz IS NULL OR a.at < $5) AND ($6::uuid IS NULL OR a.id < $6)
     ORDER BY a.id DESC LIMIT $7`,
    [by, reportCode, kind, from, to, before, limit],
  );
}

/** Something that was saved: a calendar, a policy, or an entry of the reference data. */
export interface SavedLine {
  /** Made of the others: it tells lines of one instant apart, the later revisions above. */
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly code: string;
  readonly revision: number;
  readonly by: string | null;
}

/** What was saved, the last first. @param before instant and id of the last line of the page before */
export async function savedLines(
  tx: Tx,
  question: Omit<AuditQuestion, 'reportCode'> & {
    readonly before: { readonly at: Date; readonly id: string } | null;
  },
): Promise<SavedLine[]> {
  const { by, kind, from, to, before, limit } = question;
  return tx.query<SavedLine>(
    `WITH saved AS (
       SELECT kind, code, revision, saved_at AS at, saved_by AS by FROM reference_revisions
       UNION ALL SELECT 'calendar', code, revision, saved_at, saved_by FROM calendar_revisions
       UNION ALL SELECT 'policy', code, revision, saved_at, saved_by FROM policy_revisions
     ), hashed AS (
       SELECT *, md5(kind || ' ' || code) AS m FROM saved WHERE at IS NOT NULL
     ), named AS (
       -- Version 8: of one's own making.
       SELECT (lpad(to_hex(revision), 8, '0') || left(m, 4) || '8' || substr(m, 5, 3) || '8'
         || substr(m, 8, 15))::uuid AS id, kind, code, revision, at, by FROM hashed
     )
     SELECT * FROM named
     WHERE ($1::text IS NULL OR by = $1) AND ($2::text IS NULL OR kind = $2)
       AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at < $4)
       AND ($5::timestamptz IS NULL OR (at, id) < ($5, $6::uuid))
     ORDER BY at DESC, id DESC LIMIT $7`,
    [by, kind, from, to, before?.at ?? null, before?.id ?? null, limit],
  );
}

/** What waits to be sealed. */
export interface SealWaiting {
  readonly waiting: number;
  /** By the machine's own clock. */
  readonly waitingSeconds: number;
  readonly sealedAt: Date | null;
}

/** How far the sealing is behind; nothing waits longer than a tick or two. */
export async function sealWaiting(tx: Tx): Promise<SealWaiting> {
  const [row] = await tx.query<SealWaiting>(
    `SELECT count(*)::int AS waiting,
       coalesce(extract(epoch FROM clock_timestamp() - min(since)), 0)::float8 AS "waitingSeconds",
       (SELECT sealed_at FROM seals ORDER BY number DESC LIMIT 1) AS "sealedAt"
     FROM unsealed_events`,
  );
  return row ?? { waiting: 0, waitingSeconds: 0, sealedAt: null };
}

/** How the ticks fare, and how people are told of alarms. */
export interface RunningFigures {
  /** Reports on which something falls due that has not been done yet. */
  readonly due: number;
  /** Since when the oldest of them is due, by the installation's clock; 0: none is. */
  readonly dueSeconds: number;
  /** Mails about alarms that were given up after their tries. */
  readonly failed: number;
  /** That wait for their time or their next try. */
  readonly pending: number;
  /** Alarms for which nobody was found to tell. */
  readonly nobody: number;
}

/** Counts what is late and what nobody was told of. */
export async function runningFigures(tx: Tx): Promise<RunningFigures> {
  const [row] = await tx.query<Pick<RunningFigures, 'due' | 'dueSeconds'>>(
    `SELECT count(*)::int AS due,
       coalesce(extract(epoch FROM kip_now() - min(next_action_at)), 0)::float8 AS "dueSeconds"
     FROM reports WHERE next_action_at <= kip_now()`,
  );
  const { failed, pending, nobody } = await noticeFigures(tx);
  return { due: row?.due ?? 0, dueSeconds: row?.dueSeconds ?? 0, failed, pending, nobody };
}

/** How the mails about acts fare. Of the role at the post, which alone may look. */
export async function messageFigures(tx: Tx): Promise<Pick<RunningFigures, 'failed' | 'pending'>> {
  const [row] = await tx.query<Pick<RunningFigures, 'failed' | 'pending'>>(
    `SELECT count(*) FILTER (WHERE state = 'failed')::int AS failed,
       count(*) FILTER (WHERE state = 'pending')::int AS pending FROM messages`,
  );
  return row ?? { failed: 0, pending: 0 };
}
