import { type Position, type Shape } from './shape.js';

/** An area's centre. */
export interface Centre {
  readonly code: string;
  /** Degrees, WGS 84. */
  readonly lat: number;
  readonly lon: number;
}

/** A point of the plane: degrees of latitude, and of longitude as long as those are here. */
type Point = readonly [x: number, y: number];

/** Where the last area ends nobody has said: so far from its centre, at least, in degrees. */
const LEAST_MARGIN = 0.02;
const DEGREE = Math.PI / 180;
/** Five digits are a metre. */
const DIGITS = 100_000;

/** Points p with a·x + b·y <= c. */
interface HalfPlane {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const beyond = ({ a, b, c }: HalfPlane, [x, y]: Point): number => a * x + b * y - c;

/** What of a convex ring lies within a half-plane. */
function clip(ring: readonly Point[], plane: HalfPlane): readonly Point[] {
  return ring.flatMap((point, index): readonly Point[] => {
    const next = ring[(index + 1) % ring.length] ?? point;
    const [here, there] = [beyond(plane, point), beyond(plane, next)];
    const own = here <= 0 ? [point] : [];
    if (here <= 0 === there <= 0) return own;
    const share = here / (here - there);
    const crossing: Point = [
      point[0] + (next[0] - point[0]) * share,
      point[1] + (next[1] - point[1]) * share,
    ];
    return [...own, crossing];
  });
}

/** The half-planes between which all points lie, each moved outwards. Fewer than three corners: none. */
function hullOf(corners: readonly Point[], margin: number): readonly HalfPlane[] {
  if (corners.length < 3) return [];
  const middle: Point = [
    corners.reduce((sum, [x]) => sum + x, 0) / corners.length,
    corners.reduce((sum, [, y]) => sum + y, 0) / corners.length,
  ];
  return corners.map(([x, y], index) => {
    const [nextX, nextY] = corners[(index + 1) % corners.length] ?? [x, y];
    const length = Math.hypot(nextX - x, nextY - y) || 1;
    const [a, b] = [(nextY - y) / length, (x - nextX) / length];
    const plane = { a, b, c: a * x + b * y };
    const outwards = beyond(plane, middle) <= 0 ? plane : { a: -plane.a, b: -plane.b, c: -plane.c };
    return { ...outwards, c: outwards.c + margin };
  });
}

/** What is nearer to one point than to another. Two with one place: all of it, for both. */
function nearerThan([x, y]: Point, [x2, y2]: Point): readonly HalfPlane[] {
  const [a, b] = [x2 - x, y2 - y];
  return a === 0 && b === 0 ? [] : [{ a, b, c: (a * (x + x2) + b * (y + y2)) / 2 }];
}

/** The outermost points, in the order in which one walks around them. */
function cornersOf(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort(([x, y], [x2, y2]) => x - x2 || y - y2);
  const half = (walk: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const point of walk) {
      for (;;) {
        const [before, last] = kept.slice(-2);
        if (!before || !last || turn(before, last, point) > 0) break;
        kept.pop();
      }
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

/** Above 0: from one to the next and on to a third, one turns left. */
function turn([x, y]: Point, [x2, y2]: Point, [x3, y3]: Point): number {
  return (x2 - x) * (y3 - y) - (y2 - y) * (x3 - x);
}

/** Half the middle distance to the nearest neighbour, at least two kilometres or so. */
function marginOf(points: readonly Point[]): number {
  const nearest = points
    .map(([x, y], index) =>
      Math.min(
        ...points.map(([x2, y2], other) =>
          other === index ? Infinity : Math.hypot(x2 - x, y2 - y),
        ),
      ),
    )
    .filter(Number.isFinite)
    .sort((one, other) => one - other);
  return Math.max(LEAST_MARGIN, (nearest[Math.floor(nearest.length / 2)] ?? 0) / 2);
}

/**
 * A cell for each area: what is nearer to its centre than to any other, as far as a little beyond the
 * outermost ones. No boundary, but a picture of where each lies.
 */
export function schematicCells(areas: readonly Centre[]): ReadonlyMap<string, Shape> {
  const [first] = areas;
  if (!first) return new Map();
  const middle = areas.reduce((sum, { lat }) => sum + lat, 0) / areas.length;
  const narrow = Math.cos(middle * DEGREE);
  const points = areas.map(({ lat, lon }): Point => [lon * narrow, lat]);
  const margin = marginOf(points);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [west, east] = [Math.min(...xs) - margin, Math.max(...xs) + margin];
  const [south, north] = [Math.min(...ys) - margin, Math.max(...ys) + margin];
  const box: readonly Point[] = [
    ...([
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ] as const),
  ];
  const hull = hullOf(cornersOf(points), margin);
  const back = ([x, y]: Point): Position => [rounded(x / narrow), rounded(y)];
  return new Map(
    areas.flatMap(({ code }, index): [string, Shape][] => {
      const own = points[index];
      if (!own) return [];
      const others = points.flatMap((other, at) => (at === index ? [] : nearerThan(own, other)));
      const ring = [...others, ...hull].reduce<readonly Point[]>(clip, box).map(back);
      const outer = leftwards(ring);
      const [start] = outer;
      return start ? [[code, [[[...outer, [...start]]]]]] : [];
    }),
  );
}

const rounded = (degrees: number): number => Math.round(degrees * DIGITS) / DIGITS;

/** Outer rings go against the clock (RFC 7946). */
function leftwards(ring: Position[]): Position[] {
  const area = ring.reduce((sum, [x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
    return sum + x * nextY - nextX * y;
  }, 0);
  return area >= 0 ? ring : ring.toReversed();
}
