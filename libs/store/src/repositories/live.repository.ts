import { type CaseInSight, type EventKind, type State } from '#libs/domain';
import { type Tx } from '../store.js';

/** A line of a history as it is told to whoever is looking, with what decides who sees its case. */
export interface LiveEvent extends CaseInSight {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly kind: EventKind;
  readonly at: Date;
}

/**
 * The ids of committed events that come after a place among ids. Ids are made by the clock a moment
 * before they are committed, so a later commit may bring an earlier id: whoever follows begins each
 * look some time back, and leaves out what was seen.
 */
export async function eventIdsAfter(tx: Tx, place: string): Promise<readonly string[]> {
  const rows = await tx.prepared<{ id: string }>(
    'SELECT id FROM events WHERE id > $1 ORDER BY id',
    [place],
  );
  return rows.map(({ id }) => id);
}

interface LiveRow {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly kind: EventKind;
  readonly at: Date;
  readonly state: State;
  readonly stream: string;
  readonly area: string | null;
  readonly network: string | null;
  readonly units: readonly string[];
}

/** Events by their ids, in the order of these, with how their cases stand at this moment. */
export async function liveEvents(tx: Tx, ids: readonly string[]): Promise<readonly LiveEvent[]> {
  const rows = await tx.prepared<LiveRow>(
    `SELECT e.id, r.code, e.version, e.kind, e.at, r.state, r.stream_code AS stream, r.area_code AS area,
       r.network_code AS network,
       ARRAY(SELECT DISTINCT l.unit_code FROM legs l WHERE l.report_id = r.id) AS units
     FROM events e JOIN reports r ON r.id = e.report_id WHERE e.id = ANY ($1::uuid[]) ORDER BY e.id`,
    [ids],
  );
  return rows.map(({ stream, area, network, units, ...event }) => ({
    ...event,
    ...{ streamCode: stream, areaCode: area, networkCode: network, unitCodes: units },
  }));
}

/** So long somebody counts as looking at a case after they have last said so, in SQL. */
const PRESENT = "interval '45 seconds'";

/** Somebody who has a case open. */
export interface Presence {
  readonly reportCode: string;
  readonly person: string;
}

/** Notes that somebody has a case open, and forgets those who went away. */
export async function markPresence(tx: Tx, reportId: string, person: string): Promise<void> {
  await tx.prepared(
    `DELETE FROM presences WHERE (report_id, person_code) IN (SELECT report_id, person_code FROM presences
       WHERE at < clock_timestamp() - ${PRESENT} FOR UPDATE SKIP LOCKED)`,
  );
  await tx.prepared(
    `INSERT INTO presences (report_id, person_code) VALUES ($1, $2)
     ON CONFLICT (report_id, person_code) DO UPDATE SET at = clock_timestamp()`,
    [reportId, person],
  );
}

/**
 * Who has which case open, as far as the transaction sees cases; by case and person.
 * @param reportId of this case alone; null: of all
 */
export async function presences(tx: Tx, reportId: string | null): Promise<readonly Presence[]> {
  return tx.prepared<Presence>(
    `SELECT r.code AS "reportCode", p.person_code AS person FROM presences p
     JOIN reports r ON r.id = p.report_id
     WHERE p.at > clock_timestamp() - ${PRESENT} AND ($1::uuid IS NULL OR p.report_id = $1)
     ORDER BY r.code, p.person_code`,
    [reportId],
  );
}
