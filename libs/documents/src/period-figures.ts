import { type DocumentAsked, type Words } from '#libs/contracts';
import { type BacklogAge, type WorkingTimes } from '#libs/dto';
import { type Actual, type JsonObject, type Target, wholePeriod } from '#libs/domain';
import { type Counts } from '#libs/figures';
import { type Reference } from '#libs/store';
import { canonical, sha256 } from './canonical.js';

/** One line of a table: a unit, a month, a category; null where the reports have none. */
export interface PeriodLine {
  readonly value: string | null;
  readonly label: Words;
  /** By the date of receipt, and by the date of the original promise. */
  readonly received: Counts;
  readonly due: Counts;
}

/** By what time a document's table goes: months, or the days of a month or week. */
export type TimeTable = 'month' | 'day';
/** What the tables go by. Units are counted by their legs, all else by reports. */
export const PERIOD_TABLES = ['month', 'day', 'unit', 'category', 'area', 'stream'] as const;
export type PeriodTable = (typeof PERIOD_TABLES)[number];

export function timeTableOf({ from, to }: Pick<DocumentAsked, 'from' | 'to'>): TimeTable {
  const kind = wholePeriod(from, to)?.kind;
  return kind === 'month' || kind === 'week' ? 'day' : 'month';
}

/** A target with what it was held against, as it was. */
export interface KeptTarget extends Pick<Target, 'code' | 'metric' | 'amount' | 'cohort'> {
  readonly name: Words;
  /** Of what it is, where that is not what the whole document is of. */
  readonly scope: readonly Words[];
  readonly illustrative: boolean;
  /** The days of the period for which it stood. */
  readonly from: string;
  readonly to: string;
  readonly actual: Actual;
}

/** Both cohorts of another period. */
export interface OtherFigures {
  readonly from: string;
  readonly to: string;
  readonly received: Counts;
  readonly due: Counts;
}

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
  readonly names: Readonly<Record<'network' | 'stream' | 'category', Words | null>> & {
    readonly unit?: Words | null;
  };
  readonly zone: string;
  readonly as_of: string;
  readonly received: Counts;
  readonly due: Counts;
  /** Legs of the reports received. */
  readonly legs: Counts;
  readonly year_before: OtherFigures;
  /** The period before, where that is not the year before; absent: it is, or the document is older. */
  readonly before?: OtherFigures;
  /** Absent: the document is older than targets are. */
  readonly targets?: readonly KeptTarget[];
  readonly times: WorkingTimes;
  readonly backlog: readonly BacklogAge[];
  readonly tables: Readonly<
    Record<Exclude<PeriodTable, TimeTable>, readonly PeriodLine[]> &
      Partial<Record<TimeTable, readonly PeriodLine[]>>
  >;
  readonly subjects: readonly PeriodSubject[];
  /** What each name of a count or rate means. */
  readonly definitions: Readonly<Record<string, Words>>;
  readonly behind: BehindFigures;
}

/** What a code is called; null for none, and for one that the reference data has no more. */
export function nameOf(
  rows: ReadonlyMap<string, { readonly name: Words }>,
  code: string | null,
): Words | null {
  const name = code === null ? undefined : rows.get(code)?.name;
  return name ? { vi: name.vi, en: name.en } : null;
}

/** What everything is called that a document is narrowed to. */
export function namesOf(asked: DocumentAsked, reference: Reference): PeriodFigures['names'] {
  return {
    network: nameOf(reference.networks, asked.network),
    stream: nameOf(reference.streams, asked.stream),
    category: nameOf(reference.categories, asked.category),
    unit: nameOf(reference.units, asked.unit ?? null),
  };
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
