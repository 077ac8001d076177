import { fold } from './text.js';

/** By what two reports are known to come from one place. */
export const ORIGIN_KINDS = ['address', 'device', 'phone'] as const;
export type OriginKind = (typeof ORIGIN_KINDS)[number];

/** What of a report is compared with others. */
export interface Worded {
  readonly text: string;
  /** Degrees, WGS 84. */
  readonly lat: number | null;
  readonly lon: number | null;
  readonly address: string | null;
}

/** A report that came earlier and from the same place. */
export interface EarlierReport extends Worded {
  readonly code: string;
  readonly at: Date;
  /** What it has in common with the later one. */
  readonly shares: readonly OriginKind[];
}

/** Why a report should be looked at before it goes on, and beside which others. */
export interface Suspicion {
  /** `flood`: one of many alike from one place; `own_repeat`: its reporter has sent the same before. */
  readonly kind: 'flood' | 'own_repeat';
  readonly shares: readonly OriginKind[];
  /** Codes, newest first. */
  readonly others: readonly string[];
}

/** So many alike from one place within an hour, this one among them, are a flood. */
export const FLOOD_OF = 5;
const FLOOD_MS = 3_600_000;
/** So alike in words: a share of the runs of three words that either has. */
const ALIKE = 0.7;
/** A reporter who sends the same again within a day has not been answered yet. */
export const REPEAT_MS = 24 * 3_600_000;
const SAME_WORDS = 0.8;
const SAME_PLACE_METRES = 100;
const METRES_PER_DEGREE = 111_195;
/** Behind one address there may be many people; a device and a telephone number are somebody's own. */
const OWN: readonly OriginKind[] = ['device', 'phone'];
const MOST_NAMED = 20;

const RUN = 3;

/** Every run of three words of a text as search compares it; of a shorter text the whole. */
function runsOf(text: string): ReadonlySet<string> {
  const words = fold(text).split(' ');
  const many = Math.max(1, words.length - RUN + 1);
  return new Set(Array.from({ length: many }, (_none, at) => words.slice(at, at + RUN).join(' ')));
}

/** How far two texts are the same in words, 0 to 1: accents, capitals and punctuation do not count. */
export function sameness(one: string, other: string): number {
  const [a, b] = [runsOf(one), runsOf(other)];
  const common = [...a].filter((run) => b.has(run)).length;
  return common / (a.size + b.size - common);
}

/** Metres between two near places, as on a plane. */
function metresBetween(a: [lat: number, lon: number], b: [lat: number, lon: number]): number {
  const narrowing = Math.cos((a[0] * Math.PI) / 180);
  return Math.hypot(a[0] - b[0], (a[1] - b[1]) * narrowing) * METRES_PER_DEGREE;
}

function samePlace(one: Worded, other: Worded): boolean {
  if (one.lat !== null && one.lon !== null && other.lat !== null && other.lon !== null) {
    return metresBetween([one.lat, one.lon], [other.lat, other.lon]) <= SAME_PLACE_METRES;
  }
  return fold(one.address ?? '') === fold(other.address ?? '');
}

const sharedBy = (these: readonly EarlierReport[]): readonly OriginKind[] =>
  ORIGIN_KINDS.filter((kind) => these.some(({ shares }) => shares.includes(kind)));

const codesOf = (these: readonly EarlierReport[]): readonly string[] =>
  [...these]
    .sort((a, b) => b.at.getTime() - a.at.getTime() || b.code.localeCompare(a.code))
    .slice(0, MOST_NAMED)
    .map(({ code }) => code);

/**
 * Whether a report looks like one of a flood, or like its reporter's own of before. The same words about
 * another place are no repeat: one person may see two poles lean.
 * @param at when it was received
 * @param earlier those that came before it from the same address, device or telephone number
 */
export function suspicionOf(
  report: Worded,
  at: Date,
  earlier: readonly EarlierReport[],
): Suspicion | null {
  const since = at.getTime() - FLOOD_MS;
  const alike = earlier.filter(
    (one) => one.at.getTime() > since && sameness(one.text, report.text) >= ALIKE,
  );
  const floods = ORIGIN_KINDS.filter(
    (kind) => alike.filter(({ shares }) => shares.includes(kind)).length >= FLOOD_OF - 1,
  );
  if (floods.length > 0) return { kind: 'flood', shares: floods, others: codesOf(alike) };
  const own = earlier.filter(
    (one) =>
      one.shares.some((kind) => OWN.includes(kind)) &&
      one.at.getTime() > at.getTime() - REPEAT_MS &&
      samePlace(one, report) &&
      sameness(one.text, report.text) >= SAME_WORDS,
  );
  if (own.length === 0) return null;
  const shares = sharedBy(own).filter((kind) => OWN.includes(kind));
  return { kind: 'own_repeat', shares, others: codesOf(own) };
}
