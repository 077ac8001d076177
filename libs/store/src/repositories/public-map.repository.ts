import { PUBLISHED_STATES, type PublishedState } from '#libs/domain';
import { type Tx } from '../store.js';
import { Conditions, type ListPlace } from './list-question.js';
import { within } from './nearby.repository.js';

/** What of all that is published; null or empty asks for nothing. */
export interface PublicFilter {
  /** The streams of which anything is published. */
  readonly streamCodes: readonly string[];
  /** Categories of which nothing is. */
  readonly hiddenCategories: readonly string[];
  readonly states: readonly PublishedState[];
  readonly categoryCodes: readonly string[];
  readonly areaCode: string | null;
}

/** A report as anybody may read it but for what its stream hides; the sender is out of its words. */
export interface PublicRow {
  readonly id: string;
  readonly code: string;
  readonly state: PublishedState;
  readonly stream_code: string;
  readonly category_code: string | null;
  readonly area_code: string | null;
  readonly unit_code: string | null;
  readonly text: string;
  readonly address: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly received_at: Date;
  readonly updated_at: Date;
  /** Those that are not hidden. */
  readonly photos: number;
  /** How many follow it. */
  readonly followers: number;
}

const COLUMNS = `r.id, r.code, r.state, r.stream_code, r.category_code, r.area_code, r.unit_code,
  kip_without_sender(r.id, coalesce((SELECT p.text FROM public_texts p WHERE p.report_id = r.id), r.text)) AS text, kip_without_sender(r.id, r.address) AS address, r.lat, r.lon,
  r.received_at, r.updated_at,
  (SELECT count(*)::integer FROM attachments a WHERE a.report_id = r.id AND NOT a.hidden) AS photos,
  (SELECT count(*)::integer FROM followers f WHERE f.report_id = r.id AND f.confirmed_at IS NOT NULL) AS followers`;

/** The rule of publication in SQL: `isPublished` of the domain says the same of one report. */
function published(filter: PublicFilter): Conditions {
  const { streamCodes, hiddenCategories, states, categoryCodes, areaCode } = filter;
  const c = new Conditions();
  c.where(states.length > 0 ? states : PUBLISHED_STATES, 'text[]', (p) => `r.state = ANY (${p})`);
  c.where(streamCodes, 'text[]', (p) => `r.stream_code = ANY (${p})`);
  c.all.push('r.parent_id IS NULL');
  const hidden = c.parameter(hiddenCategories, 'text[]');
  c.all.push(`(r.category_code IS NULL OR r.category_code <> ALL (${hidden}))`);
  const some = categoryCodes.length > 0 ? categoryCodes : null;
  c.where(some, 'text[]', (p) => `r.category_code = ANY (${p})`);
  c.where(areaCode, 'text', (p) => `r.area_code = ${p}`);
  return c;
}

/** What is published, the last received first. */
export async function publicReports(
  tx: Tx,
  filter: PublicFilter,
  after: ListPlace | null,
  limit: number,
): Promise<readonly PublicRow[]> {
  const c = published(filter);
  if (after?.value) {
    const place = `${c.parameter(after.value, 'timestamptz')}, ${c.parameter(after.id, 'uuid')}`;
    c.all.push(`(r.received_at, r.id) < (${place})`);
  }
  return tx.query<PublicRow>(
    `SELECT ${COLUMNS} FROM reports r WHERE ${c.and()}
     ORDER BY r.received_at DESC, r.id DESC LIMIT ${c.parameter(limit, 'integer')}`,
    c.parameters,
  );
}

/** What is published near a place, nearest first. */
export async function publicAround(
  tx: Tx,
  filter: PublicFilter,
  at: { readonly lat: number; readonly lon: number; readonly metres: number },
  limit: number,
): Promise<readonly (PublicRow & { readonly metres: number })[]> {
  const c = published(filter);
  const place = [at.lat, at.lon, at.metres].map((value) => c.parameter(value, 'float8'));
  return tx.query<PublicRow & { readonly metres: number }>(
    `SELECT ${COLUMNS}, kip_metres(q.lat, q.lon, r.lat, r.lon) AS metres
     FROM (SELECT ${place.join(', ')}) q (lat, lon, metres) JOIN reports r ON ${within('q', 'r')}
     WHERE ${c.and()} ORDER BY metres, r.id LIMIT ${c.parameter(limit, 'integer')}`,
    c.parameters,
  );
}

/** A part of a map, in degrees. */
export interface MapBox {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** What lies together on a map: how many, and their middle; of a single one also which it is. */
export interface MapCell {
  readonly count: number;
  readonly lat: number;
  readonly lon: number;
  readonly code: string | null;
  readonly state: PublishedState | null;
}

/** How a map is asked for. */
export interface MapQuestion {
  readonly filter: PublicFilter;
  readonly box: MapBox;
  readonly since: Date;
  /** The side of a cell, in degrees. */
  readonly side: number;
  /** Of the last received in the box, so many are looked at. */
  readonly most: number;
  readonly limit: number;
}

/** What is published in a part of the map, put together by cells, the fullest first. */
export async function publicMap(
  tx: Tx,
  { filter, box, since, side, most, limit }: MapQuestion,
): Promise<{ readonly cells: readonly MapCell[]; readonly looked: number }> {
  const c = published(filter);
  c.where(since, 'timestamptz', (p) => `r.received_at >= ${p}`);
  const [south, west] = [c.parameter(box.south, 'float8'), c.parameter(box.west, 'float8')];
  const [north, east] = [c.parameter(box.north, 'float8'), c.parameter(box.east, 'float8')];
  c.all.push(`r.lat BETWEEN ${south} AND ${north}`, `r.lon BETWEEN ${west} AND ${east}`);
  const degrees = c.parameter(side, 'float8');
  const rows = await tx.query<MapCell & { readonly looked: number }>(
    `SELECT count(*)::integer AS count, avg(lat) AS lat, avg(lon) AS lon,
       CASE WHEN count(*) = 1 THEN min(code) END AS code, CASE WHEN count(*) = 1 THEN min(state) END AS state,
       sum(count(*)) OVER ()::integer AS looked
     FROM (SELECT r.code, r.state, r.lat, r.lon FROM reports r WHERE ${c.and()}
       ORDER BY r.received_at DESC LIMIT ${c.parameter(most, 'integer')}) found
     GROUP BY floor(lat / ${degrees}), floor(lon / ${degrees})
     ORDER BY count DESC, lat, lon LIMIT ${c.parameter(limit, 'integer')}`,
    c.parameters,
  );
  return { cells: rows, looked: rows[0]?.looked ?? 0 };
}
