import { type Tx } from '../store.js';
import { within } from './nearby.repository.js';

/** Which reports count as like one: of these categories, near its place or else in its area. */
export interface ExperienceQuestion {
  /** The report itself, which does not count. */
  readonly reportId: string;
  readonly streamCode: string;
  readonly categoryCodes: readonly string[];
  readonly lat: number | null;
  readonly lon: number | null;
  readonly areaCode: string | null;
  readonly metres: number;
  /** Received from then on. */
  readonly since: Date;
  readonly limit: number;
}

/** How many of them a unit had last, and how many of those it ended with a result. */
export interface UnitExperience {
  readonly unitCode: string;
  readonly cases: number;
  readonly resolved: number;
}

/** Units that had similar cases near a place, the most practised first, as far as the scope shows them. */
export async function unitsWithExperience(
  tx: Tx,
  question: ExperienceQuestion,
): Promise<readonly UnitExperience[]> {
  const { reportId, streamCode, categoryCodes, lat, lon, areaCode, metres, since } = question;
  return tx.query<UnitExperience>(
    `SELECT r.unit_code AS "unitCode", count(*)::int AS cases,
       count(*) FILTER (WHERE r.state IN ('resolved', 'closed'))::int AS resolved
     FROM (SELECT $1::float8, $2::float8, $3::float8) q (lat, lon, metres) JOIN reports r
       ON CASE WHEN q.lat IS NULL THEN r.area_code = $4 ELSE ${within('q', 'r')} END
     WHERE r.category_code = ANY ($5) AND r.received_at >= $6 AND r.stream_code = $7
       AND r.unit_code IS NOT NULL AND r.id <> $8
     GROUP BY r.unit_code ORDER BY cases DESC, resolved DESC, r.unit_code LIMIT $9`,
    [lat, lon, metres, areaCode, categoryCodes, since, streamCode, reportId, question.limit],
  );
}
