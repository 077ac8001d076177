import {
  type BacklogAge,
  type DocumentAsked,
  type WorkingTimes,
  type Words,
} from '#libs/contracts';
import { type JsonObject } from '#libs/domain';
import { type Counts } from '#libs/figures';
import { canonical, sha256 } from './canonical.js';

/** One line of a table: a unit, a month, a category; null where the reports have none. */
export interface PeriodLine {
  readonly value: string | null;
  readonly label: Words;
  /** By the date of receipt, and by the date of the original promise. */
  readonly received: Counts;
  readonly due: Counts;
}

/** What the year's tables go by. Units are counted by their legs, all else by reports. */
export const PERIOD_TABLES = ['month', 'unit', 'category', 'area', 'stream'] as const;
export type PeriodTable = (typeof PERIOD_TABLES)[number];

/** A subject that has a sentence of its own. */
export interface PeriodSubject {
  readonly category: string;
  readonly phrase: Words;
  readonly counts: Counts;
}

/** The reports that the figures were counted from. */
export interface BehindFigures {
  /** How many belong to the period by receipt, or by promise. */
  readonly received: number;
  readonly due: number;
  /** Of all of them: code, class, cycle, due and end, one a line, in the order of receipt. */
  readonly sha256: string;
}

/**
 * Every figure of the document, as counts: a rate is made from them where it is printed. This is what is
 * kept, so it is JSON and nothing else.
 */
export interface PeriodFigures {
  readonly version: 1;
  readonly asked: DocumentAsked;
  /** Names of what it was narrowed to; null: not narrowed. */
  readonly names: Readonly<Record<'network' | 'stream' | 'category', Words | null>>;
  readonly zone: string;
  readonly as_of: string;
  readonly received: Counts;
  readonly due: Counts;
  /** Legs of the reports received. */
  readonly legs: Counts;
  readonly year_before: {
    readonly from: string;
    readonly to: string;
    readonly received: Counts;
    readonly due: Counts;
  };
  readonly times: WorkingTimes;
  readonly backlog: readonly BacklogAge[];
  readonly tables: Readonly<Record<PeriodTable, readonly PeriodLine[]>>;
  readonly subjects: readonly PeriodSubject[];
  /** What each name of a count or rate means. */
  readonly definitions: Readonly<Record<string, Words>>;
  readonly behind: BehindFigures;
}

/** The figures as they are kept. */
export function asJson(figures: PeriodFigures): JsonObject {
  return figures as unknown as JsonObject;
}

/** The figures as they were kept: nothing but this library writes them. */
export function asFigures(kept: JsonObject): PeriodFigures {
  if (kept['version'] !== 1) throw new Error('figures of another version');
  return kept as unknown as PeriodFigures;
}

/** By what figures are known again: SHA-256 of their canonical text. */
export function checksumOf(kept: JsonObject): string {
  return sha256(canonical(kept));
}
