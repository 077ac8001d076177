import { type Step } from '#libs/domain';
import { DUPLICATE_METRES } from '#libs/pipeline';
import { type Case } from './case.js';

/** One thing that happens in a history: a case is filed, or something is done to it. */
interface Moment {
  readonly at: Date;
  readonly of: Case;
  /** Null: it is filed. */
  readonly step: Step | null;
}

/**
 * Moments that cannot see each other, so that they may be carried out together or in any order,
 * case by case. For each case: whether it is filed in this wave, and what is done to it, in order.
 */
export type Wave = ReadonlyMap<Case, { readonly filed: boolean; readonly steps: readonly Step[] }>;

/** A stretch of a history: its waves one after the other, and the instant of its last moment. */
export interface Stretch {
  readonly end: Date;
  readonly waves: readonly Wave[];
}

const MOMENTS = 2_000;
const METRES_OF_DEGREE = 111_320;
/** Metres; wide enough that a duplicate never lies two squares away. */
const SIDE = DUPLICATE_METRES * 1.5;

/** Everything that happens up to an instant, earliest first; what is equal in the file's order. */
function momentsOf(cases: readonly Case[], until: Date): Moment[] {
  return cases
    .flatMap((one): Moment[] => [
      { at: one.filing.told.receivedAt, of: one, step: null },
      ...one.steps.map((step) => ({ at: step.at, of: one, step })),
    ])
    .filter(({ at }) => at <= until)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * The square that a case lies in, first, and those around it: a possible duplicate lies in none but
 * these. None for a case without a place. Where the router has to find a category first, the
 * categories of a file say nothing about who sees whom (`byCategory: false`).
 */
function squaresOf({ filing }: Case, byCategory: boolean): readonly string[] {
  const { lat, lon, categoryCode } = filing;
  if (lat === null || lon === null) return [];
  const row = Math.floor((lat * METRES_OF_DEGREE) / SIDE);
  const kind = byCategory ? (categoryCode ?? '') : '';
  return [0, -1, 1].flatMap((dy) => {
    const column = columnOf(lon, row + dy);
    return [0, -1, 1].map((dx) => `${kind} ${row + dy} ${column + dx}`);
  });
}

/** Degrees of longitude are as long as the latitude of their row of squares makes them. */
function columnOf(lon: number, row: number): number {
  const latitude = ((row + 0.5) * SIDE) / METRES_OF_DEGREE;
  return Math.floor((lon * METRES_OF_DEGREE * Math.cos((latitude * Math.PI) / 180)) / SIDE);
}

/** The last waves in which a square had something filed, or anything happen. */
interface Traces {
  filed: number;
  any: number;
}

/**
 * Puts the moments of a stretch into waves. Reports see each other only through the router, which
 * looks for open ones of the same category near a fresh one: so a filing comes after every earlier
 * moment of another case near by, an act after every earlier filing there, and the moments of one
 * case in their order.
 */
class Waves {
  readonly waves: Map<Case, { filed: boolean; steps: Step[] }>[] = [];
  private readonly traces = new Map<string, Traces>();
  private readonly own = new Map<Case, number>();

  constructor(private readonly byCategory: boolean) {}

  add({ of, step }: Moment): void {
    const squares = squaresOf(of, this.byCategory);
    const wave = Math.max(this.own.get(of) ?? 0, this.afterOthers(of, squares, step !== null));
    const [square] = squares;
    if (square !== undefined) {
      const trace = this.traces.get(square) ?? { filed: -1, any: -1 };
      trace.any = Math.max(trace.any, wave);
      if (step === null) trace.filed = Math.max(trace.filed, wave);
      this.traces.set(square, trace);
    }
    this.own.set(of, wave);
    const cases = (this.waves[wave] ??= new Map());
    const entry = cases.get(of) ?? { filed: false, steps: [] };
    if (step === null) entry.filed = true;
    else entry.steps.push(step);
    cases.set(of, entry);
  }

  /** The first wave after those that the moment could see. */
  private afterOthers(of: Case, squares: readonly string[], isAct: boolean): number {
    const last = squares.map((square) => {
      const trace = this.traces.get(square);
      return trace ? (isAct ? trace.filed : trace.any) : -1;
    });
    const seen = Math.max(-1, ...last);
    // No other filing near by is in a wave of the case's own: what was seen is its own trace.
    return isAct && seen === this.own.get(of) ? seen : seen + 1;
  }
}

/**
 * The history up to an instant, in stretches of waves. Carried out wave by wave it comes to the
 * same as moment by moment.
 * @param most moments in a stretch: with 1 everything happens one after the other
 */
export function* stretchesOf(
  cases: readonly Case[],
  until: Date,
  most = MOMENTS,
): Generator<Stretch> {
  const byCategory = cases.every(({ filing }) => filing.categoryCode !== null);
  const moments = momentsOf(cases, until);
  for (let from = 0; from < moments.length; from += most) {
    const some = moments.slice(from, from + most);
    const waves = new Waves(byCategory);
    for (const moment of some) waves.add(moment);
    yield { end: some.at(-1)?.at ?? until, waves: waves.waves };
  }
}
