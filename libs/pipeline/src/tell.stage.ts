import { type Concern, type StaffTopic, concernsOf, tellTimes } from '#libs/domain';
import {
  type MailWay,
  type NewMessage,
  type PersonEntity,
  type Reference,
  type SealedEvent,
  type StoredReport,
  type Tx,
  followersOf,
  insertMessages,
  loadReports,
  mailWays,
  nextSeal,
  toldUpTo,
  personCalendar,
} from '#libs/store';

/** How long messages to the same person gather. */
export interface TellingSettings {
  readonly gatherMs: number;
}

const sees = (scope: readonly string[], code: string | null): boolean =>
  scope.includes('*') || (code !== null && scope.includes(code));

/** Those of a role whose scope has the report's stream and area. */
function ofRole(
  role: PersonEntity['role'],
  report: StoredReport,
  { people }: Reference,
): readonly PersonEntity[] {
  return [...people.values()].filter(
    (one) =>
      one.role === role && sees(one.streams, report.streamCode) && sees(one.areas, report.areaCode),
  );
}

function staffOf(units: readonly string[], { people }: Reference): readonly PersonEntity[] {
  return [...people.values()].filter(
    (one) => one.role === 'unit_staff' && units.includes(one.unitCode ?? ''),
  );
}

function peopleOf(
  concern: Exclude<Concern, { to: 'reporter' | 'followers' }>,
  report: StoredReport,
  reference: Reference,
): readonly PersonEntity[] {
  switch (concern.to) {
    case 'unit':
      return staffOf([concern.unitCode], reference);
    case 'person': {
      const person = reference.people.get(concern.personCode);
      return person ? [person] : [];
    }
    case 'network':
      return staffOf(reference.networks.get(concern.networkCode)?.unitCodes ?? [], reference);
    case 'operators':
      return ofRole('operator', report, reference);
    case 'supervisors':
      return ofRole('supervisor', report, reference);
  }
}

/** The first working minute of the day after. */
function tomorrow(now: Date, calendar: ReturnType<typeof personCalendar>): Date {
  const today = calendar.localDate(now);
  return calendar.startOfWork(calendar.workingDayAfter(today, 1));
}

interface Telling {
  readonly tx: Tx;
  readonly reference: Reference;
  readonly ways: ReadonlyMap<string, MailWay>;
  readonly followers: ReadonlyMap<string, readonly string[]>;
  readonly settings: TellingSettings;
}

function toPerson(
  { tx, reference, ways, settings }: Telling,
  { id: eventId }: SealedEvent,
  report: StoredReport,
  person: PersonEntity,
  topic: StaffTopic,
): NewMessage {
  const way = ways.get(person.code) ?? 'gathered';
  const calendar = personCalendar(person, report.streamCode, reference);
  const urgent = report.priority === 'urgent';
  const times = tellTimes(tx.now, calendar, { urgent, gatherMs: settings.gatherMs });
  const daily = way === 'daily' && !urgent;
  const from = daily ? tomorrow(tx.now, calendar) : times.from;
  return {
    ...{ eventId, reportId: report.id, personCode: person.code, followerId: null, topic },
    state: way === 'off' ? 'off' : 'pending',
    ...{ notBefore: from, sendBy: daily ? from : times.by },
  };
}

function messagesOf(telling: Telling, sealed: SealedEvent, report: StoredReport): NewMessage[] {
  const { tx, reference, followers } = telling;
  const { id: eventId, event } = sealed;
  return concernsOf(event, report).flatMap((concern): NewMessage[] => {
    if (concern.to === 'reporter' || concern.to === 'followers') {
      const { topic } = concern;
      const ids = concern.to === 'reporter' ? [null] : (followers.get(report.id) ?? []);
      return ids.map((followerId) => ({
        ...{ eventId, reportId: report.id, personCode: null, followerId, topic },
        ...{ state: 'pending', notBefore: tx.now, sendBy: tx.now },
      }));
    }
    return (
      peopleOf(concern, report, reference)
        // Whoever did it knows it; and an invented address is nobody's.
        .filter(({ code, illustrative, email }) => {
          return code !== event.actor.personCode && !illustrative && email !== '';
        })
        .map((person) => toPerson(telling, sealed, report, person, concern.topic))
    );
  });
}

/**
 * Follows the seals, one a transaction: whom each event concerns, and when they may be told of it, is
 * written down together with how far that has come. So each is told of once, whatever happens between.
 * @returns whether there was a seal
 */
export async function tellStage(
  tx: Tx,
  reference: Reference,
  settings: TellingSettings,
): Promise<boolean> {
  const next = await nextSeal(tx);
  if (!next) return false;
  const ids = [...new Set(next.events.map(({ reportId }) => reportId))];
  const reports = new Map((await loadReports(tx, ids)).map((report) => [report.id, report]));
  const [ways, followers] = [await mailWays(tx), await followersOf(tx, ids)];
  const telling = { tx, reference, ways, followers, settings };
  const messages = next.events.flatMap((sealed) => {
    const report = reports.get(sealed.reportId);
    return report ? messagesOf(telling, sealed, report) : [];
  });
  await insertMessages(tx, messages);
  await toldUpTo(tx, next.seal);
  return true;
}
