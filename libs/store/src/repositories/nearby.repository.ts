import { type Priority, type Sight, type State } from '#libs/domain';
import { type Tx } from '../store.js';
import { Conditions, OPEN_STATES, limitOf } from './list-question.js';

/** Metres of a degree of latitude, a little less than it has: a box is rather too wide. */
const DEGREE = 111_000;

/**
 * Whether a row `r` with a place lies within a question's metres of its place: first by a box, for which
 * there is an index, and in it by the distance. Across the 180th meridian nothing is near.
 * @param q where `lat`, `lon` and `metres` are columns
 */
export function within(q: string, r: string): string {
  const side = `${q}.metres / ${DEGREE}`;
  const wide = `${side} / cosd(least(89, abs(${q}.lat)))`;
  return `${r}.lat IS NOT NULL
    AND ${r}.lat BETWEEN ${q}.lat - ${side} AND ${q}.lat + ${side}
    AND ${r}.lon BETWEEN ${q}.lon - ${wide} AND ${q}.lon + ${wide}
    AND kip_metres(${q}.lat, ${q}.lon, ${r}.lat, ${r}.lon) <= ${q}.metres`;
}

/** Around what is looked. What is null or empty asks for nothing. */
export interface AroundQuestion {
  readonly lat: number;
  readonly lon: number;
  readonly metres: number;
  readonly streamCode: string | null;
  readonly categoryCodes: readonly string[];
  /** How far the person sees; row security says so too. */
  readonly sight: Sight;
  readonly limit: number;
}

/** A report near a place. */
export interface AroundRow {
  readonly code: string;
  readonly state: State;
  readonly stream_code: string;
  readonly category_code: string | null;
  readonly area_code: string | null;
  readonly unit_code: string | null;
  readonly priority: Priority;
  readonly text: string;
  readonly address: string | null;
  readonly lat: number;
  readonly lon: number;
  readonly received_at: Date;
  readonly due_at: Date | null;
  readonly metres: number;
}

const COLUMNS = `r.code, r.state, r.stream_code, r.category_code, r.area_code, r.unit_code, r.priority, r.text,
  r.address, r.lat, r.lon, r.received_at, r.due_at`;

/** Open reports near a place, nearest first, as far as the transaction's scope shows them. */
export async function openReportsAround(
  tx: Tx,
  question: AroundQuestion,
): Promise<readonly AroundRow[]> {
  const { lat, lon, metres, streamCode, categoryCodes, sight, limit } = question;
  const c = new Conditions();
  const place = [lat, lon, metres].map((value) => c.parameter(value, 'float8'));
  c.where(streamCode, 'text', (p) => `r.stream_code = ${p}`);
  const some = categoryCodes.length > 0 ? categoryCodes : null;
  c.where(some, 'text[]', (p) => `r.category_code = ANY (${p})`);
  c.where(limitOf(sight.streams), 'text[]', (p) => `r.stream_code = ANY (${p})`);
  c.where(limitOf(sight.areas), 'text[]', (p) => `r.area_code = ANY (${p})`);
  return tx.query<AroundRow>(
    `SELECT ${COLUMNS}, kip_metres(q.lat, q.lon, r.lat, r.lon) AS metres
     FROM (SELECT ${place.join(', ')}) q (lat, lon, metres) JOIN reports r ON ${within('q', 'r')}
     WHERE ${c.and(`r.state IN ${OPEN_STATES}`)}
     ORDER BY metres, r.id LIMIT ${c.parameter(limit, 'integer')}`,
    c.parameters,
  );
}

/** What a report is compared with others by. */
export interface Comparand {
  readonly id: string;
  readonly streamCode: string;
  readonly areaCode: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly receivedAt: Date;
}

/** A report that might be of the same thing as another; `metres` is null where one of them has no place. */
export interface LookalikeRow extends Omit<AroundRow, 'metres' | 'lat' | 'lon'> {
  readonly metres: number | null;
}

const LOOKALIKE_METRES = 1_000;
const LOOKALIKE_DAYS = 30;

/**
 * Reports of the same stream that might be of the same thing: open ones near by, and those of the same
 * area that were received at about the same time, whether or not they have ended; the nearest first.
 */
export async function lookalikes(
  tx: Tx,
  { id, streamCode, areaCode, lat, lon, receivedAt }: Comparand,
  limit: number,
): Promise<readonly LookalikeRow[]> {
  return tx.query<LookalikeRow>(
    `WITH q AS (SELECT $1::float8 AS lat, $2::float8 AS lon, ${LOOKALIKE_METRES}::float8 AS metres),
     near AS (
       SELECT r.id FROM q JOIN reports r ON ${within('q', 'r')}
       WHERE q.lat IS NOT NULL AND r.state IN ${OPEN_STATES} AND r.stream_code = $3
       UNION
       SELECT r.id FROM reports r, q WHERE r.area_code = $4 AND r.stream_code = $3
         AND r.received_at BETWEEN $5::timestamptz - interval '${LOOKALIKE_DAYS} days'
           AND $5::timestamptz + interval '${LOOKALIKE_DAYS} days'
         AND (q.lat IS NULL OR r.lat IS NULL
           OR kip_metres(q.lat, q.lon, r.lat, r.lon) <= ${LOOKALIKE_METRES})
     )
     SELECT ${COLUMNS}, kip_metres(q.lat, q.lon, r.lat, r.lon) AS metres
     FROM near JOIN reports r ON r.id = near.id CROSS JOIN q
     WHERE r.id <> $6 AND r.parent_id IS NULL
     ORDER BY metres NULLS LAST, r.received_at DESC, r.id LIMIT $7`,
    [lat, lon, streamCode, areaCode, receivedAt, id, limit],
  );
}
