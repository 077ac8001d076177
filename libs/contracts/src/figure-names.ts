/** By which date a report belongs to a period: its receipt, or cycle 1's original promise. */
export const COHORTS = ['received', 'due'] as const;
export type Cohort = (typeof COHORTS)[number];

/** What is counted: reports by their promises, or units' legs by their own dues. */
export const SUBJECTS = ['reports', 'legs'] as const;
export type Subject = (typeof SUBJECTS)[number];

export const CODE_DIMENSIONS = [
  'unit',
  'category',
  'area',
  'stream',
  'network',
  'channel',
] as const;
export const TIME_DIMENSIONS = ['day', 'week', 'month', 'year'] as const;
/** By what figures can be grouped; the time is the one by which the cohort goes. */
export const DIMENSIONS = [...CODE_DIMENSIONS, ...TIME_DIMENSIONS] as const;
export type Dimension = (typeof DIMENSIONS)[number];

const OF_BOTH = ['all', 'on_time', 'late', 'open_overdue', 'open_in_time', 'no_deadline'] as const;
/** Every count of reports: their classes (these add to `all`), then what stands beside them. */
export const REPORT_FIGURES = [
  ...OF_BOTH,
  'rejected',
  'duplicate',
  'withdrawn',
  'spam',
  'paused',
  'reopened',
  'corrected',
  'asked',
  'rated',
  'satisfied',
  'acceptable',
  'not_satisfied',
  'ended',
] as const;
/** Every count of legs: their classes (these add to `all`), then what stands beside them. */
export const LEG_FIGURES = [
  ...OF_BOTH,
  'outside',
  'paused',
  'corrected',
  'refused',
  'transferred',
  'ended',
] as const;
export const FIGURE_NAMES = [
  ...REPORT_FIGURES,
  'outside',
  'refused',
  'transferred',
] as const satisfies readonly ((typeof REPORT_FIGURES)[number] | (typeof LEG_FIGURES)[number])[];
export type FigureName = (typeof FIGURE_NAMES)[number];

/** The rates that are printed beside the counts. */
export const RATE_NAMES = [
  'on_time',
  'overdue',
  'satisfied',
  'satisfied_or_acceptable',
  'response',
  'reopened',
  'refused',
] as const;
export type RateName = (typeof RATE_NAMES)[number];

/** Dimensions in one question at most. */
export const MOST_DIMENSIONS = 2;

/** So many cells of a map one answer has at most. */
export const MOST_PLACES = 2_000;
