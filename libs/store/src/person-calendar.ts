import { type Calendar } from '#libs/domain';
import { type PersonEntity } from './entities/reference.entities.js';
import { type Reference } from './reference.js';

/** A person's working hours: those of the own unit, else those of the stream. */
export function personCalendar(
  { unitCode }: Pick<PersonEntity, 'unitCode'>,
  streamCode: string,
  reference: Reference,
): Calendar {
  const unit = unitCode === null ? undefined : reference.units.get(unitCode);
  return unit
    ? reference.calendar(unit.calendarCode)
    : reference.book.streamTerms(streamCode).calendar;
}
