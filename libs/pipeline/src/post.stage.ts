import { type FollowerItem, type ReporterItem, type StaffItem } from '#libs/contracts';
import {
  FOLLOWER_TOPICS,
  type FollowerTopic,
  REJECT_REASONS,
  REPORTER_TOPICS,
  type ReporterTopic,
  STAFF_TOPICS,
  type StaffTopic,
  currentCycle,
  followersMayKnow,
  isOpen,
  isPublished,
  openLeg,
  publicText,
} from '#libs/domain';
import {
  type DueMessage,
  type Reference,
  type StoredReport,
  type Tx,
  beginBatch,
  dueMessages,
  endMessages,
  followerAddress,
  loadReports,
  newId,
  putOffRows,
  reporterAddress,
  textForFollowers,
  personCalendar,
} from '#libs/store';
import { publishable } from './publishable.js';

/** A mail that is to go now. `id` is the same whenever it is tried. */
export type DuePost = {
  readonly id: string;
  readonly to: string;
  readonly name: string;
  readonly language: 'vi' | 'en';
} & (
  | { readonly about: 'report'; readonly reportId: string; readonly item: ReporterItem }
  | { readonly about: 'followed'; readonly followerId: string; readonly item: FollowerItem }
  | { readonly about: 'work'; readonly items: readonly StaffItem[] }
);

interface Known {
  readonly message: DueMessage;
  readonly report: StoredReport;
}

const isReporterTopic = (topic: string): topic is ReporterTopic =>
  (REPORTER_TOPICS as readonly string[]).includes(topic);
const isFollowerTopic = (topic: string): topic is FollowerTopic =>
  (FOLLOWER_TOPICS as readonly string[]).includes(topic);
const isStaffTopic = (topic: string): topic is StaffTopic =>
  (STAFF_TOPICS as readonly string[]).includes(topic);

function common(
  { message, report }: Known,
  { categories, units, book }: Reference,
): Omit<StaffItem, 'topic'> {
  const { unit } = message.data;
  const code = typeof unit === 'string' ? unit : (report.legs.at(-1)?.unitCode ?? '');
  return {
    code: report.code,
    category: categories.get(report.categoryCode ?? '')?.name ?? null,
    unit: units.get(code)?.name ?? null,
    dueAt: isOpen(report.state) ? (openLeg(report)?.dueAt ?? null) : null,
    zone: book.stream(report.streamCode).zone,
  };
}

function reporterItem(known: Known, topic: ReporterTopic, reference: Reference): ReporterItem {
  const { message, report } = known;
  const { text, note, reason, survivor } = message.data;
  return {
    ...common(known, reference),
    topic,
    dueAt: isOpen(report.state) ? currentCycle(report).dueAt : null,
    text: [text, note].find((one) => typeof one === 'string') ?? null,
    rejected: REJECT_REASONS.find((one) => topic === 'rejected' && one === reason) ?? null,
    survivor: typeof survivor === 'string' ? survivor : null,
  };
}

/** What is no longer so when it would go: a unit that has lost the case has nothing to do with it. */
function isMoot({ message, report }: Known, unitCode: string | null): boolean {
  const holds = openLeg(report)?.unitCode === unitCode;
  switch (message.topic) {
    case 'given':
    case 'named':
    case 'returned':
      return !holds;
    case 'offered':
      return report.state !== 'offered';
    default:
      return false;
  }
}

async function toReporter(tx: Tx, known: Known, reference: Reference): Promise<DuePost | null> {
  const { message, report } = known;
  const address = await reporterAddress(tx, report.id);
  if (!address || !isReporterTopic(message.topic)) {
    await endMessages(tx, [message.id], 'off');
    return null;
  }
  const id = message.batchId ?? newId();
  await beginBatch(tx, 'messages', id, [message.id]);
  const { name, email, language } = address;
  const item = reporterItem(known, message.topic, reference);
  return { id, to: email, name: name ?? '', language, about: 'report', reportId: report.id, item };
}

async function toFollower(
  tx: Tx,
  known: Known,
  followerId: string,
  reference: Reference,
): Promise<DuePost | null> {
  const { message, report } = known;
  const address = await followerAddress(tx, followerId);
  const one = publishable(report, reference);
  if (!address || !followersMayKnow(one) || !isFollowerTopic(message.topic)) {
    await endMessages(tx, [message.id], address ? 'moot' : 'off');
    return null;
  }
  const id = message.batchId ?? newId();
  await beginBatch(tx, 'messages', id, [message.id]);
  const { email, language, followedCode } = address;
  const { code, category, unit } = common(known, reference);
  const text = isPublished(one) ? await textForFollowers(tx, report.id) : null;
  const item = {
    ...{ topic: message.topic, code, category, unit },
    followedCode: followedCode === code ? null : followedCode,
    area: reference.areas.get(report.areaCode ?? '')?.name ?? null,
    text: text === null ? null : publicText(text),
  };
  return { id, to: email, name: '', language, about: 'followed', followerId, item };
}

async function toStaff(
  tx: Tx,
  all: readonly Known[],
  personCode: string,
  reference: Reference,
): Promise<DuePost | null> {
  const person = reference.people.get(personCode);
  const ids = (these: readonly Known[]): string[] => these.map(({ message }) => message.id);
  if (!person || person.email === '') {
    await endMessages(tx, ids(all), 'off');
    return null;
  }
  const moot = all.filter((known) => isMoot(known, person.unitCode));
  await endMessages(tx, ids(moot), 'moot');
  const still = all.filter((known) => !moot.includes(known));
  const [first] = still;
  if (!first) return null;
  const calendar = personCalendar(person, first.report.streamCode, reference);
  const urgent = still.some(({ report }) => report.priority === 'urgent');
  if (!urgent && !calendar.isWorking(tx.now)) {
    await putOffRows(tx, 'messages', ids(still), calendar.nextWorking(tx.now));
    return null;
  }
  const id = first.message.batchId ?? newId();
  await beginBatch(tx, 'messages', id, ids(still));
  const items = still.flatMap((known): StaffItem[] => {
    const { topic } = known.message;
    return isStaffTopic(topic) ? [{ ...common(known, reference), topic }] : [];
  });
  const { email, name, language } = person;
  return { id, to: email, name, language, about: 'work', items };
}

/**
 * The next mail about acts that is to go. It is noted as on its way; who calls this sends it after the
 * commit, and says how it went.
 * @returns null where nothing is to go now
 */
export async function postStage(tx: Tx, reference: Reference): Promise<DuePost | null> {
  // Each round ends or puts off all it looked at, or finds a mail.
  for (;;) {
    const due = await dueMessages(tx);
    const ids = [...new Set(due.map(({ reportId }) => reportId))];
    const reports = new Map((await loadReports(tx, ids)).map((report) => [report.id, report]));
    const known = due.flatMap((message): Known[] => {
      const report = reports.get(message.reportId);
      return report ? [{ message, report }] : [];
    });
    const [first] = known;
    if (!first) return null;
    const { personCode, followerId } = first.message;
    const post =
      followerId !== null
        ? await toFollower(tx, first, followerId, reference)
        : personCode === null
          ? await toReporter(tx, first, reference)
          : await toStaff(tx, known, personCode, reference);
    if (post) return post;
  }
}
