/** What is compared of two reports. */
export interface Comparable {
  /** Folded as search folds it: words with one space between. */
  readonly words: string;
  readonly receivedAt: Date;
}

/** How alike two reports are, each from 0 to 1. */
export interface Likeness {
  /** How near they lie; null where one of them has no place. */
  readonly place: number | null;
  readonly time: number;
  readonly words: number;
  /** All of it weighed together: what is in the same place tells the most, and time the least. */
  readonly score: number;
}

/** So far apart two reports are half as likely to be of the same thing. */
const HALF_METRES = 100;
const HALF_DAYS = 7;
const DAY = 86_400_000;
const WEIGHTS = { place: 0.45, words: 0.4, time: 0.15 } as const;

/** Below this, two reports are of different things. */
export const ALIKE = 0.4;

/**
 * Words and pairs of words that follow each other: in Vietnamese a pair is often what is one word
 * elsewhere, and two texts that share it share more than two syllables.
 */
function partsOf(words: string): ReadonlySet<string> {
  const all = words.split(' ').filter((word) => word !== '');
  return new Set([...all, ...all.slice(1).map((word, index) => `${all[index] ?? ''} ${word}`)]);
}

/** Dice's coefficient: what both have, against what each has. Two empty texts share nothing. */
export function wordsAlike(one: string, other: string): number {
  const [mine, theirs] = [partsOf(one), partsOf(other)];
  const both = [...mine].filter((part) => theirs.has(part)).length;
  return both === 0 ? 0 : (2 * both) / (mine.size + theirs.size);
}

/**
 * How alike two reports are.
 * @param metres between their places; null where one of them has none
 */
export function likeness(one: Comparable, other: Comparable, metres: number | null): Likeness {
  const place = metres === null ? null : 1 / (1 + (metres / HALF_METRES) ** 2);
  const days = Math.abs(one.receivedAt.getTime() - other.receivedAt.getTime()) / DAY;
  const time = 1 / (1 + days / HALF_DAYS);
  const words = wordsAlike(one.words, other.words);
  const said = WEIGHTS.words * words + WEIGHTS.time * time;
  const score =
    place === null ? said / (WEIGHTS.words + WEIGHTS.time) : WEIGHTS.place * place + said;
  return { place, time, words, score };
}
