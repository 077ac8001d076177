import { type NoticeItem } from '#libs/contracts';
import {
  type AlarmOf,
  type Report,
  alarmOfEvent,
  dueOfAlarm,
  stillHolds,
  timeLeft,
} from '#libs/domain';
import {
  type DueNotice,
  type Reference,
  type Tx,
  beginBatch,
  dueNotices,
  endMoot,
  loadReports,
  newId,
  putOffRows,
  personCalendar,
} from '#libs/store';

/** A mail that is to go now, with all that it tells. */
export interface DueMail {
  /** The same whenever it is tried. */
  readonly id: string;
  readonly to: string;
  readonly name: string;
  readonly language: 'vi' | 'en';
  readonly items: readonly NoticeItem[];
}

interface Held {
  readonly notice: DueNotice;
  readonly alarm: AlarmOf;
  readonly report: Report;
}

/** An escalation says more than a warning, and a later one more than an earlier one. */
const gravity = ({ alarm }: Held): number =>
  (alarm.kind === 'escalation' ? 1_000 : 0) + alarm.level;

/** Of several alarms of one report, the gravest: the others tell nothing besides. */
function gravest(held: readonly Held[]): Held[] {
  const kept = new Map<string, Held>();
  for (const one of held) {
    const other = kept.get(one.report.id);
    if (!other || gravity(one) > gravity(other)) kept.set(one.report.id, one);
  }
  return [...kept.values()];
}

function itemOf(tx: Tx, reference: Reference, { notice, alarm, report }: Held): NoticeItem {
  const { book, categories, units } = reference;
  const { dueAt, terms, unitCode } = dueOfAlarm(alarm, report, book);
  const { reached, missed, urgent } = notice;
  const category = categories.get(report.categoryCode ?? '');
  const unit = units.get(unitCode ?? '');
  return {
    ...{ code: report.code, kind: alarm.kind, milestone: alarm.milestone, urgent, missed },
    reached: reached ?? 'admin',
    category: category?.name ?? null,
    unit: unit?.name ?? null,
    dueAt,
    left: dueAt ? timeLeft(alarm, dueAt, terms, tx.now) : null,
    zone: book.stream(report.streamCode).zone,
  };
}

/** Sorts what is due into what still holds, and ends the rest. */
async function holding(tx: Tx, due: readonly DueNotice[]): Promise<Held[]> {
  const ids = [...new Set(due.map(({ reportId }) => reportId))];
  const reports = new Map((await loadReports(tx, ids)).map((report) => [report.id, report]));
  const held = due.flatMap((notice) => {
    const report = reports.get(notice.reportId);
    const alarm = alarmOfEvent(notice.event);
    return report && stillHolds(alarm, report) ? [{ notice, alarm, report }] : [];
  });
  const still = new Set(held.map(({ notice }) => notice.id));
  const moot = due.filter(({ id }) => !still.has(id)).map(({ id }) => id);
  if (moot.length > 0) await endMoot(tx, moot);
  return held;
}

/** Puts off what its person is not to be told at this hour: it may have waited for the server. */
async function tellable(tx: Tx, reference: Reference, held: readonly Held[]): Promise<Held[]> {
  const now: Held[] = [];
  for (const one of held) {
    const { notice, report } = one;
    const person = reference.people.get(notice.personCode);
    const calendar = personCalendar(person ?? { unitCode: null }, report.streamCode, reference);
    if (notice.urgent || calendar.isWorking(tx.now)) now.push(one);
    else await putOffRows(tx, 'notices', [notice.id], calendar.nextWorking(tx.now));
  }
  return now;
}

/**
 * The next mail that is to go: everything that one person may be told by now. It is noted as on its
 * way; who calls this sends it after the commit, and says how it went.
 * @returns null where nothing is to go now
 */
export async function mailStage(tx: Tx, reference: Reference): Promise<DueMail | null> {
  // Each round ends or puts off all it looked at, or finds a mail.
  for (;;) {
    const due = await dueNotices(tx);
    const [first] = due;
    if (!first) return null;
    const held = await tellable(tx, reference, await holding(tx, due));
    if (held.length === 0) continue;
    const id = first.batchId ?? newId();
    await beginBatch(
      tx,
      'notices',
      id,
      held.map(({ notice }) => notice.id),
    );
    const { personCode, address, language } = first;
    const name = reference.people.get(personCode)?.name ?? '';
    const items = gravest(held).map((one) => itemOf(tx, reference, one));
    return { id, to: address, name, language, items };
  }
}
