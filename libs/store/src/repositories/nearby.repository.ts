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
