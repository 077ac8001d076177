import { useQuery } from '@tanstack/react-query';
import { type Asked, useAsked, wordOf } from '../../shared/address.js';
import { type Period, namedPeriod, ownPeriod } from './period.js';
import { type DrillAsked, type FigureName, yearsQuery } from './queries.js';

export type Cohort = 'received' | 'due';
/** By what a question may be narrowed, each to one. */
export const SCOPES = ['stream', 'network', 'unit', 'category', 'area'] as const;
export type Scope = (typeof SCOPES)[number];
export type Narrowed = Readonly<Record<Scope, string>>;

/** What the address asks the figures. */
export interface Question {
  readonly period: Period;
  readonly cohort: Cohort;
  readonly narrowed: Narrowed;
}

/** What the address narrows to; empty where it does not. */
export function narrowedBy(asked: Asked): Narrowed {
  const of = (scope: Scope): string => wordOf(asked, scope);
  return {
    ...{ stream: of('stream'), network: of('network'), unit: of('unit') },
    ...{ category: of('category'), area: of('area') },
  };
}

function periodBy(asked: Asked, year: string): Period {
  return (
    namedPeriod(wordOf(asked, 'period')) ??
    ownPeriod(wordOf(asked, 'from'), wordOf(asked, 'to')) ??
    namedPeriod(year) ?? { kind: 'year', name: year, from: `${year}-01-01`, to: `${year}-12-31` }
  );
}

/**
 * The question that stands in the address. Where it names no period, this is the newest year in which
 * something was received; null while that is not known yet.
 */
export function useQuestion(): {
  readonly question: Question | null;
  readonly change: (more: Asked) => void;
} {
  const [asked, change] = useAsked();
  const named = periodBy(asked, '');
  const { data: years, error } = useQuery(yearsQuery);
  const latest = years?.[0] ?? String(new Date().getFullYear());
  const known = named.from !== '-01-01' || years !== undefined || error !== null;
  if (!known) return { question: null, change };
  const cohort = wordOf(asked, 'cohort') === 'due' ? 'due' : 'received';
  return {
    question: { period: periodBy(asked, latest), cohort, narrowed: narrowedBy(asked) },
    change,
  };
}

/** A question's days and scope, as every route of the figures takes them. */
export function askedOf({ period, narrowed }: Question) {
  const { stream, network, unit, category, area } = narrowed;
  return {
    ...{ from: period.from, to: period.to },
    ...(stream !== '' && { stream }),
    ...(network !== '' && { network: [network] }),
    ...(unit !== '' && { unit: [unit] }),
    ...(category !== '' && { category: [category] }),
    ...(area !== '' && { area: [area] }),
  };
}

/** The part of an address that asks the same question on another page. */
export function addressOf({ period, cohort, narrowed }: Question): Record<string, string> {
  const days =
    period.kind === 'own' ? { from: period.from, to: period.to } : { period: period.name };
  return { ...days, ...narrowed, ...(cohort === 'due' && { cohort }) };
}

/** Which figure is opened, beside the question that it answers. */
export interface Opened {
  readonly figure: FigureName;
  readonly of?: 'reports' | 'legs';
  readonly cohort?: Cohort;
  /** The group, by one dimension and its value; absent: the total. */
  readonly group?: { readonly by: 'unit' | 'category' | 'area'; readonly value: string | null };
  /** As of when it was counted, so that the list is of the same instant. */
  readonly asOf: string;
}

/** The address of the reports behind a figure. */
export function drillAddress(question: Question, opened: Opened): Record<string, string> {
  const { figure, of, cohort, group, asOf } = opened;
  return {
    ...addressOf({ ...question, cohort: cohort ?? question.cohort }),
    ...{ figure, as_of: asOf },
    ...(of === 'legs' && { of }),
    ...(group && { by: group.by, value: group.value ?? '-' }),
  };
}

const FIGURES: readonly FigureName[] = [
  ...(['all', 'on_time', 'late', 'open_overdue', 'open_in_time', 'no_deadline'] as const),
  ...(['rejected', 'duplicate', 'withdrawn', 'spam', 'paused', 'reopened', 'corrected'] as const),
  ...(['asked', 'rated', 'satisfied', 'acceptable', 'not_satisfied', 'ended'] as const),
  ...(['outside', 'refused', 'transferred'] as const),
];
const BY = ['unit', 'category', 'area'] as const;

/** What the address of a list behind a figure asks the server. */
export function drillAsked(question: Question, asked: Asked): DrillAsked & { figure: FigureName } {
  const figure = FIGURES.find((one) => one === wordOf(asked, 'figure')) ?? 'all';
  const by = BY.find((one) => one === wordOf(asked, 'by'));
  const value = wordOf(asked, 'value');
  const asOf = wordOf(asked, 'as_of');
  return {
    ...askedOf(question),
    ...{ figure, cohort: question.cohort },
    ...(wordOf(asked, 'of') === 'legs' && { of: 'legs' as const }),
    ...(asOf !== '' && { as_of: asOf }),
    ...(by && { group_by: [by], value: [value === '-' ? '' : value] }),
  };
}
