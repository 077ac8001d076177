import { holds, lastEndedPeriod } from '#libs/domain';
import {
  type PersonEntity,
  type Reference,
  type Schedule,
  type Scope,
  type Tx,
  askDocument,
  insertScheduled,
  isMade,
  liveSchedules,
  mayMakeScheduled,
  newId,
  personCalendar,
} from '#libs/store';
import { documentZone } from './count-period.js';

/** What a person sees. */
export type SightOf = (person: PersonEntity, reference: Reference) => Scope;

/** The stream of a schedule, or the first there is: its hours are for whoever has none of a unit's own. */
function streamOf({ asked }: Schedule, reference: Reference): string {
  return asked.stream ?? [...reference.streams.keys()].sort()[0] ?? '';
}

/** @returns whether a document was asked for, or it was written down why not */
async function makeOne(
  tx: Tx,
  reference: Reference,
  schedule: Schedule,
  sightOf: SightOf,
): Promise<boolean> {
  const { id, every, format, language, since, recipients } = schedule;
  const owner = reference.people.get(schedule.ownerCode);
  const stream = streamOf(schedule, reference);
  const calendar =
    schedule.asked.stream === null && owner
      ? personCalendar(owner, stream, reference)
      : reference.book.streamTerms(stream).calendar;
  // Any day will do: its zone is that of the stream.
  const zone = documentZone({ ...schedule.asked, from: '2000-01-01', to: '2000-01-01' }, reference);
  const { period, goesOut } = lastEndedPeriod(every, zone, calendar, tx.now);
  const { from, to } = period;
  if (goesOut < since || (await isMade(tx, id, from, to))) return false;
  const made = { scheduleId: id, from, to };
  if (!owner || !holds(owner.role, 'print_documents')) {
    await insertScheduled(tx, { ...made, documentId: null, error: 'role_not_allowed' }, []);
    return true;
  }
  const document = {
    ...{ id: newId(), format, language, asked: { ...schedule.asked, from, to } },
    ...{ scope: sightOf(owner, reference), askedBy: owner.code },
  };
  await askDocument(tx, document);
  const mails = recipients.flatMap((code) => {
    const person = reference.people.get(code);
    if (!person) return [];
    // Nobody is written to outside their own working hours.
    const hours = personCalendar(person, stream, reference);
    return [{ person: code, notBefore: hours.nextWorking(tx.now) }];
  });
  await insertScheduled(tx, { ...made, documentId: document.id, error: null }, mails);
  return true;
}

/**
 * Asks for the documents of the periods that are over, each once, as far as whoever made the schedule sees; of
 * each schedule the last period alone, however long nobody was at it.
 * @returns how many schedules had one to make
 */
export async function makeScheduled(
  tx: Tx,
  reference: Reference,
  sightOf: SightOf,
): Promise<number> {
  if (!(await mayMakeScheduled(tx))) return 0;
  let many = 0;
  for (const schedule of await liveSchedules(tx)) {
    if (await makeOne(tx, reference, schedule, sightOf)) many += 1;
  }
  return many;
}
