import { alarmOfEvent, dueOfAlarm, recipientsOf, tellTimes } from '#libs/domain';
import {
  type Delivered,
  type NewNotice,
  type Reference,
  type StoredReport,
  type Tx,
  insertNotices,
  loadReports,
  personCalendar,
} from '#libs/store';

/** How people are told. */
export interface NoticeSettings {
  /** So long what is not urgent gathers company to the same person. */
  readonly gatherMs: number;
  /** False: there is no mail server, and what would be sent is recorded as not sent. */
  readonly mail: boolean;
}

const NO_SERVER = 'no mail server is set: KIP_SMTP_URL';
const EXAMPLE = 'the person is an example of the reference data (illustrative)';

function noticesOf(
  tx: Tx,
  reference: Reference,
  report: StoredReport,
  { eventId, event }: Delivered,
  { gatherMs, mail }: NoticeSettings,
): NewNotice[] {
  const alarm = alarmOfEvent(event);
  const { terms, ...inHand } = dueOfAlarm(alarm, report, reference.book);
  const { people, units } = reference;
  const told = recipientsOf(alarm, terms.policy.alarms, inHand, [...people.values()], units);
  const urgent = report.priority === 'urgent';
  const { reached, missed } = told;
  const common = { eventId, reportId: report.id, reached, missed, urgent };
  if (reached === null) {
    const nobody = { personCode: null, address: null, language: null, lastError: null };
    return [{ ...common, ...nobody, state: 'nobody', notBefore: tx.now, sendBy: tx.now }];
  }
  return told.people.map((person) => {
    const calendar = personCalendar(person, report.streamCode, reference);
    const times = tellTimes(tx.now, calendar, { urgent, gatherMs });
    const unsent = person.illustrative ? EXAMPLE : mail ? null : NO_SERVER;
    return {
      ...common,
      personCode: person.code,
      address: person.email,
      language: person.language,
      state: unsent === null ? 'pending' : 'unsent',
      notBefore: times.from,
      sendBy: times.by,
      lastError: unsent,
    };
  });
}

/**
 * Alarms have been raised: whom each of them tells, and when, is written down. Sending is another
 * transaction's work, and happens without any.
 * @returns how many of them found nobody to tell
 */
export async function notifyStage(
  tx: Tx,
  reference: Reference,
  delivered: readonly Delivered[],
  telling: NoticeSettings,
): Promise<{ readonly nobody: number }> {
  const ids = delivered.map(({ reportId }) => reportId);
  const reports = new Map((await loadReports(tx, ids)).map((report) => [report.id, report]));
  const notices = delivered.flatMap((one) => {
    const report = reports.get(one.reportId);
    return report ? noticesOf(tx, reference, report, one, telling) : [];
  });
  await insertNotices(tx, notices);
  return { nobody: notices.filter(({ state }) => state === 'nobody').length };
}
