import { isDeepStrictEqual } from 'node:util';
import { type CalendarDifference, type CalendarRevision, compareCalendars } from '#libs/domain';
import { CalendarRevisionEntity } from '../entities/reference.entities.js';
import { type CheckedCalendar } from '../seed/calendar-file.js';
import { type Tx } from '../store.js';

/** What saving a calendar comes to, or came to. */
export interface SavedCalendar {
  readonly code: string;
  readonly result: 'added' | 'changed' | 'same';
  /** The revision that is then current, and the one before it; 0: there was none. */
  readonly revision: number;
  readonly before: number;
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
  const before = newest?.revision ?? 0;
  const wanted = { id: code, code, ...body };
  const through = tx.now.getUTCFullYear() + 1;
  const difference = compareCalendars(newest ? revisionOf(newest) : null, wanted, through);
  if (newest && isDeepStrictEqual(newest.body, body)) {
    return { code, result: 'same', revision: before, before, difference };
  }
  const result = newest ? 'changed' : 'added';
  return { code, result, revision: before + 1, before, difference };
}

/**
 * Makes a calendar current: as it is if the current revision says the same, else as the next one.
 * Older revisions stay, for the clocks that run on them (clock law 5).
 * @param by the person at the desk; null: the command line
 * @param expected the revision that was read, 0 for none; null: whatever is there is replaced
 * @throws CalendarChanged where another revision is current
 */
export async function saveCalendar(
  tx: Tx,
  calendar: CheckedCalendar,
  { by, expected }: { readonly by: string | null; readonly expected: number | null },
): Promise<SavedCalendar> {
  const { code, body } = calendar;
  // Two that save at the same time do so one after the other, also where there is no row to lock.
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`calendar ${code}`]);
  const plan = await planCalendar(tx, calendar);
  if (expected !== null && expected !== plan.before) {
    throw new CalendarChanged(code, expected, plan.before);
  }
  if (plan.result === 'same') return plan;
  const { revision } = plan;
  await tx.query('UPDATE calendar_revisions SET current = false WHERE code = $1 AND current', [
    code,
  ]);
  await tx.manager.insert(CalendarRevisionEntity, {
    ...{ id: `${code}@${revision}`, code, revision, body },
    current: true,
    savedAt: tx.now,
    savedBy: by,
  });
  return plan;
}
