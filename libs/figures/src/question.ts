import {
  COHORTS,
  type Cohort,
  DIMENSIONS,
  type Dimension,
  type FieldFault,
  MOST_DIMENSIONS,
  Problem,
  SUBJECTS,
  type Subject,
} from '#libs/contracts';
import { Temporal } from 'temporal-polyfill';

/** To what a question is narrowed. What is not there is not narrowed; an empty list finds nothing. */
export interface FiguresFilter {
  readonly stream?: string;
  /** Codes with everything below them. */
  readonly categories?: readonly string[];
  readonly areas?: readonly string[];
  readonly networks?: readonly string[];
  readonly units?: readonly string[];
  readonly channels?: readonly string[];
}

/** What is asked, as it may come from outside: nothing but the shapes is known. */
export interface AskedFigures {
  readonly cohort: string;
  readonly of: string;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly asOf: Date;
  readonly filter: FiguresFilter;
  readonly groupBy: readonly string[];
  /** Whether the days of every stream that is asked about are those of `zone`; absent: nobody knows. */
  readonly daysAgree?: boolean;
}

/**
 * A question that `checkQuestion` let through. `from` and `to` are local dates (YYYY-MM-DD) in
 * `zone` and both inside: the period ends with the last instant of `to`.
 */
export interface FiguresQuestion extends AskedFigures {
  readonly cohort: Cohort;
  readonly of: Subject;
  readonly groupBy: readonly Dimension[];
}

/** Groups that one answer may have. */
export const MOST_GROUPS = 5_000;

/** The years that the calendars cover. */
const FIRST_DAY = '1900-01-01';
const LAST_DAY = '2200-12-31';
const DATE = /^\d{4}-\d{2}-\d{2}$/;

function isDate(text: string): boolean {
  if (!DATE.test(text) || text < FIRST_DAY || text > LAST_DAY) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Bare offsets are no zones: the date library and the database read their sign each its own way. */
function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    Temporal.PlainDate.from(FIRST_DAY).toZonedDateTime(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return names.some((one) => one === name);
}

/** A fault where the name is none of those allowed; the message names them. */
function notOneOf(names: readonly string[], field: string, name: string): readonly FieldFault[] {
  const message = `"${name}" is not allowed; it is one of ${names.join(', ')}`;
  return isOneOf(names, name) ? [] : [{ field, message }];
}

function faultsOf(asked: AskedFigures, now: Date): readonly FieldFault[] {
  const { from, to, zone, asOf, groupBy } = asked;
  const faults: FieldFault[] = [
    ...notOneOf(COHORTS, 'cohort', asked.cohort),
    ...notOneOf(SUBJECTS, 'of', asked.of),
    ...groupBy.flatMap((name) => notOneOf(DIMENSIONS, 'group_by', name)),
  ];
  const fault = (field: string, message: string): void => {
    faults.push({ field, message });
  };
  if (groupBy.length > MOST_DIMENSIONS)
    fault('group_by', `${groupBy.length} dimensions are too many; at most ${MOST_DIMENSIONS}`);
  if (new Set(groupBy).size < groupBy.length)
    fault('group_by', 'each dimension may be named only once');
  const dates = { from, to };
  for (const [field, date] of Object.entries(dates)) {
    if (!isDate(date))
      fault(field, `"${date}" is no date between ${FIRST_DAY} and ${LAST_DAY}, as YYYY-MM-DD`);
  }
  if (from > to) fault('to', `the period ends on ${to}, before it begins on ${from}`);
  if (!isZone(zone))
    fault('zone', `"${zone}" is no IANA time zone; write it as Asia/Ho_Chi_Minh is written`);
  if (Number.isNaN(asOf.getTime())) fault('as_of', 'it is no instant');
  else if (asOf > now)
    fault('as_of', `${asOf.toISOString()} has not come yet; at most ${now.toISOString()}`);
  return faults;
}

/**
 * The question, if it can be answered.
 * @param now the database's instant: nobody knows what will be after it
 * @throws Problem `invalid_request` that names every fault and what is allowed
 */
export function checkQuestion(asked: AskedFigures, now: Date): FiguresQuestion {
  const faults = faultsOf(asked, now);
  const { cohort, of } = asked;
  const groupBy = asked.groupBy.filter((name) => isOneOf(DIMENSIONS, name));
  if (faults.length === 0 && isOneOf(COHORTS, cohort) && isOneOf(SUBJECTS, of)) {
    return { ...asked, cohort, of, groupBy };
  }
  const detail = faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw new Problem('invalid_request', detail, faults);
}

function startOf(date: Temporal.PlainDate, zone: string): Date {
  // The first instant of the day, also where daylight saving skips or repeats midnight.
  return new Date(date.toZonedDateTime(zone).epochMilliseconds);
}

/** The instants of a period: from the first of `from` (inside) to the first after `to` (outside). */
export function instantsOf({ from, to, zone }: FiguresQuestion): {
  readonly begin: Date;
  readonly end: Date;
} {
  return {
    begin: startOf(Temporal.PlainDate.from(from), zone),
    end: startOf(Temporal.PlainDate.from(to).add({ days: 1 }), zone),
  };
}
