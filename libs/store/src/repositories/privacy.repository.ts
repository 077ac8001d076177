import {
  type HistoryEvent,
  type JsonObject,
  type Person,
  type State,
  phoneDigits,
} from '#libs/domain';
import { newId } from '../new-id.js';
import { type Tx } from '../store.js';

/** By what somebody is looked for who asks what is kept of them. */
export interface PersonQuestion {
  readonly phone: string | null;
  readonly email: string | null;
}

/** A report of a person, and how it knows them. */
export interface PersonReport extends Person {
  readonly id: string;
  readonly code: string;
  readonly state: State;
  readonly receivedAt: Date;
}

const NUMBER = `regexp_replace(regexp_replace(c.phone, '\\D', '', 'g'), '^(0084|84|0)', '')`;

/** Reports whose contact has this number, however it is written, or this mail address. */
export async function reportsOfPerson(
  tx: Tx,
  { phone, email }: PersonQuestion,
): Promise<PersonReport[]> {
  const digits = phone === null ? null : phoneDigits(phone);
  return tx.query<PersonReport>(
    `SELECT r.id, r.code, r.state, r.received_at AS "receivedAt", c.name, c.phone, c.email, c.address
     FROM contacts c JOIN reports r ON r.id = c.report_id
     WHERE ${NUMBER} = $1 OR lower(c.email) = lower($2) ORDER BY r.received_at, r.id LIMIT 1000`,
    [digits, email],
  );
}

/** A report of a person with these codes. */
export async function reportsByCode(tx: Tx, codes: readonly string[]): Promise<PersonReport[]> {
  return tx.query<PersonReport>(
    `SELECT r.id, r.code, r.state, r.received_at AS "receivedAt", c.name, c.phone, c.email, c.address
     FROM reports r LEFT JOIN contacts c ON c.report_id = r.id
     WHERE r.code = ANY ($1::text[]) ORDER BY r.received_at, r.id`,
    [codes],
  );
}

/** What is kept of a person in one report. */
export interface PersonData {
  readonly code: string;
  readonly text: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly address: string | null;
  readonly form: JsonObject;
  readonly ratings: readonly { readonly value: string; readonly comment: string | null }[];
  /** What the person did, and what was written to them. */
  readonly history: readonly {
    readonly at: string;
    readonly kind: HistoryEvent['kind'];
    readonly data: JsonObject;
  }[];
}

/** All that is kept of a person in these reports. */
export async function personData(tx: Tx, ids: readonly string[]): Promise<PersonData[]> {
  return tx.query<PersonData>(
    `SELECT r.code, r.text, r.lat, r.lon, r.address, r.form,
       (SELECT coalesce(json_agg(json_build_object('value', value, 'comment', comment) ORDER BY rated_at), '[]')
        FROM ratings WHERE report_id = r.id) AS ratings,
       (SELECT coalesce(json_agg(json_build_object('at', at, 'kind', kind, 'data', data) ORDER BY version), '[]')
        FROM events WHERE report_id = r.id
          AND (actor_role = 'reporter' OR kind IN ('receive', 'answer', 'resolve', 'reject'))) AS history
     FROM reports r WHERE r.id = ANY ($1::uuid[]) ORDER BY r.received_at, r.id`,
    [ids],
  );
}

/**
 * Erases who sent a report and what they wrote, from every table, and leaves a tombstone.
 * @param traces patterns by which the person is found in what others wrote
 * @param by the administrator; null: the time was up
 */
export async function eraseReport(
  tx: Tx,
  reportId: string,
  traces: readonly string[],
  by: string | null,
  reason: string,
): Promise<void> {
  await tx.query('SELECT kip_erase($1, $2, $3, $4, $5::text[])', [
    newId(),
    reportId,
    by,
    reason,
    traces,
  ]);
}

/** A line of who came in, and of who saw whose name and number. */
export interface AccessLine {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly person: string | null;
  readonly by: string | null;
  readonly report: string | null;
  readonly data: JsonObject;
}

/**
 * What was written down of access, newest first.
 * @param before the id of the last line of the page before
 */
export async function accessLines(
  tx: Tx,
  question: {
    readonly reportCode: string | null;
    readonly person: string | null;
    readonly before: string | null;
    readonly limit: number;
  },
): Promise<AccessLine[]> {
  const { reportCode, person, before, limit } = question;
  return tx.query<AccessLine>(
    `SELECT a.id, a.kind, a.at, a.person_code AS person, a.by_code AS by, r.code AS report, a.data
     FROM access_events a LEFT JOIN reports r ON r.id = a.report_id
     WHERE ($1::text IS NULL OR r.code = $1) AND ($2::text IS NULL OR $2 IN (a.person_code, a.by_code))
       AND ($3::uuid IS NULL OR a.id < $3) ORDER BY a.id DESC LIMIT $4`,
    [reportCode, person, before, limit],
  );
}
