export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Working time within one local day, half open: `from` is worked, `to` is not. 'HH:MM', `to` up to '24:00'. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The hours of a week, in force between two local dates and, if a season is given, within it only. */
export interface WorkHours {
  /** First local date in force, 'YYYY-MM-DD'. */
  readonly from: string;
  /** Last local date in force, inclusive; absent: no end. */
  readonly until?: string;
  /** 'MM-DD' to 'MM-DD', both inclusive; may wrap the year end ('10-01' to '03-31'). */
  readonly season?: { readonly from: string; readonly to: string };
  /** A weekday that is absent or empty is not worked. */
  readonly week: Partial<Record<Weekday, readonly Period[]>>;
}

/** A text for people, in both languages. */
export interface CalendarText {
  readonly vi: string;
  readonly en: string;
}

/** A date that is not what its weekday says. */
export interface NamedDay {
  readonly date: string;
  /** In Vietnamese. */
  readonly name: string;
  /** Where English calls it otherwise. */
  readonly nameEn?: string;
  /** The official decision is not known yet. */
  readonly provisional?: true;
}

export interface WorkedDay extends NamedDay {
  readonly periods?: readonly Period[];
}

/**
 * An immutable snapshot of a calendar: every fact by its effective date, so that an open case keeps
 * its revision while hours change under it as time passes (clock law 5).
 *
 * - `hours`: for a local date the LAST entry of the list that applies wins, as a whole week; entries
 *   are never mixed. So list the oldest first and the special after the general.
 * - `holidays`: not worked, whatever the week says.
 * - `workedDays`: replacement days, worked though a weekend. Without `periods` such a day has its own
 *   weekday's hours if there are any on that date, else those of the first of Monday to Friday that
 *   has some. Where the days of the week differ, name the periods.
 */
export interface CalendarRevision {
  readonly id: string;
  readonly code: string;
  /** Absent: nobody named it, and it is called by its code. */
  readonly name?: CalendarText;
  /** IANA name, such as 'Asia/Ho_Chi_Minh'. */
  readonly zone: string;
  readonly hours: readonly WorkHours[];
  readonly holidays: readonly NamedDay[];
  readonly workedDays: readonly WorkedDay[];
}

/** The years that calendars answer for; an instant outside is taken for a mistake. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2200;

/** A question that leads outside the calendar: an absurd instant, or working time that never comes. */
export class CalendarRangeError extends RangeError {
  readonly code = 'calendar_range';
  constructor(message: string) {
    super(message);
    this.name = 'CalendarRangeError';
  }
}

/** A revision that cannot be compiled; `problems` are those of `checkCalendar`, each with its remedy. */
export class InvalidCalendarError extends Error {
  readonly code = 'calendar_invalid';
  constructor(
    calendar: string,
    readonly problems: readonly string[],
  ) {
    super(`calendar ${calendar} cannot be used: ${problems.join('; ')}`);
    this.name = 'InvalidCalendarError';
  }
}
