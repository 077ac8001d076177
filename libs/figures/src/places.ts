import { MOST_PLACES } from '#libs/contracts';
import { type FigurePlaces, type FigurePlacesQuery } from '#libs/dto';
import { type Reference, type Tx } from '#libs/store';
import { questionOf } from './answer.js';
import { Parameters } from './conditions.sql.js';
import { detailSql } from './kept.sql.js';
import { type FiguresQuestion } from './question.js';
import { type Stale, staleOf } from './stale.js';

/** Metres of a degree of latitude. */
const DEGREE = 111_320;
const RADIANS = Math.PI / 180;
/** Nearer to the poles a degree of longitude is next to nothing. */
const FURTHEST = 80;

interface Cell {
  readonly metres: number;
  readonly lat: number;
  readonly lon: number;
}

/** A cell is square at the middle of the areas; a grid has cells of one size, wherever they are. */
function cellOf(metres: number, { areas }: Reference): Cell {
  const all = [...areas.values()];
  const middle = all.reduce((sum, { lat }) => sum + lat, 0) / Math.max(1, all.length);
  const lat = metres / DEGREE;
  return { metres, lat, lon: lat / Math.cos(Math.min(FURTHEST, Math.abs(middle)) * RADIANS) };
}

interface PlaceRow {
  /** Null: of those that say no place. */
  readonly south: number | null;
  readonly west: number | null;
  readonly count: number;
  readonly overdue: number;
  readonly open: number;
}

/** The cells of a grid in which anything lies, and one row of what lies nowhere. */
async function cells(
  tx: Tx,
  question: FiguresQuestion,
  stale: Stale | null,
  { lat, lon }: Cell,
): Promise<readonly PlaceRow[]> {
  const parameters = new Parameters();
  const detail = detailSql(question, 'all', parameters, stale, {
    where: [`class <> 'spam'`],
    limit: null,
  });
  const [height, width] = [parameters.add(lat, 'float8'), parameters.add(lon, 'float8')];
  return tx.query<PlaceRow>(
    `WITH ${detail} SELECT floor(r.lat / ${height}) AS south, floor(r.lon / ${width}) AS west,
       count(*)::int AS count, count(*) FILTER (WHERE class IN ('late', 'open_overdue'))::int AS overdue,
       count(*) FILTER (WHERE class IN ('open_overdue', 'open_in_time'))::int AS open
     FROM detail JOIN reports r ON r.id = detail.report_id
     GROUP BY 1, 2 ORDER BY (floor(r.lat / ${height}) IS NULL) DESC, count DESC, south, west
     LIMIT ${parameters.add(MOST_PLACES + 2, 'int')}`,
    parameters.values,
  );
}

/**
 * Where the reports of a question lie, as far as the transaction sees them: cells of the side that was
 * asked for, or of twice that, and so on, until one answer holds them.
 * @throws Problem `unknown_reference`, `invalid_request`
 */
export async function answerPlaces(
  tx: Tx,
  reference: Reference,
  query: FigurePlacesQuery,
): Promise<FigurePlaces> {
  const { metres, ...asked } = query;
  const question = questionOf({ ...asked, of: 'reports' }, reference, tx.now);
  const stale = await staleOf(tx, question);
  let cell = cellOf(metres, reference);
  for (;;) {
    const rows = await cells(tx, question, stale, cell);
    const placed = rows.flatMap(({ south, west, ...counts }) =>
      south === null || west === null
        ? []
        : [{ lat: (south + 0.5) * cell.lat, lon: (west + 0.5) * cell.lon, ...counts }],
    );
    if (placed.length <= MOST_PLACES) {
      const nowhere = rows.find(({ south }) => south === null);
      return {
        ...{ as_of: question.asOf, cell, places: placed },
        without_place: nowhere?.count ?? 0,
      };
    }
    cell = cellOf(cell.metres * 2, reference);
  }
}
