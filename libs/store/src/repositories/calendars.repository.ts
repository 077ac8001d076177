import { isDeepStrictEqual } from 'node:util';
import { type CalendarDifference, type CalendarRevision, compareCalendars } from '#libs/domain';
import { CalendarRevisionEntity } from '../entities/reference.entities.js';
import { type CheckedCalendar } from '../seed/calendar-file.js';
import { type Tx } from '../store.js';
import { type RevisionPlan, type Saving, planRevision, saveRevision } from './revisions.js';

/** What saving a calendar comes to, or came to. */
export interface SavedCalendar extends RevisionPlan {
  readonly difference: CalendarDifference;
}

/** Somebody else saved the calendar since it was read: theirs must not be lost without a word. */
export class CalendarChanged extends Error {
  constructor(
    readonly calendar: string,
    readonly expected: number,
    readonly current: number,
  ) {
    super(`calendar ${calendar}: revision ${expected} was read, revision ${current} is current`);
    this.name = 'CalendarChanged';
  }
}

/** A stored revision in the words of the rules. */
export function revisionOf({ id, code, body }: CalendarRevisionEntity): CalendarRevision {
  return { id, code, ...body };
}

/** The calendars in force, by code. */
export async function currentCalendars({ manager }: Tx): Promise<CalendarRevisionEntity[]> {
  return manager.find(CalendarRevisionEntity, { where: { current: true }, order: { code: 'ASC' } });
}

/** All revisions of a calendar, the newest first; empty if there is no such calendar. */
export async function calendarRevisions(
  { manager }: Tx,
  code: string,
): Promise<CalendarRevisionEntity[]> {
  return manager.find(CalendarRevisionEntity, { where: { code }, order: { revision: 'DESC' } });
}

/** What saving a calendar would come to; nothing is stored. */
export async function planCalendar(
  tx: Tx,
  { code, body }: CheckedCalendar,
): Promise<SavedCalendar> {
  const [newest] = await calendarRevisions(tx, code);
  const wanted = { id: code, code, ...body };
  const through = tx.now.getUTCFullYear() + 1;
  const difference = compareCalendars(newest ? revisionOf(newest) : null, wanted, through);
  const same = newest !== undefined && isDeepStrictEqual(newest.body, body);
  return { ...planRevision(code, newest ? { ...newest, same } : null), difference };
}

/**
 * Makes a calendar current, as its next revision unless the current one says the same.
 * @throws CalendarChanged where another revision is current than the one that was read
 */
export async function saveCalendar(
  tx: Tx,
  calendar: CheckedCalendar,
  saving: Saving,
): Promise<SavedCalendar> {
  const { code, body } = calendar;
  return saveRevision(tx, 'calendar', code, saving, {
    plan: () => planCalendar(tx, calendar),
    insert: (row) => tx.manager.insert(CalendarRevisionEntity, { ...row, body }),
    changed: (expected, current) => new CalendarChanged(code, expected, current),
  });
}
