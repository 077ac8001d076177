import { EVENT_WORDS, STATE_WORDS } from '#libs/contracts';
import { type CitizenLine, type CitizenReport } from '#libs/dto';
import {
  type EventKind,
  allowedActions,
  currentCycle,
  hasBreached,
  isOpen,
  openLeg,
} from '#libs/domain';
import { type Language } from '#libs/http';
import { photoView } from '#libs/media';
import {
  type HistoryLine,
  type Reference,
  type StoredReport,
  type Tx,
  historyLines,
  photosOf,
  publicText,
} from '#libs/store';

/** What a citizen reads: what was done and by which unit, never who did it or why inside. */
const PUBLIC_KINDS: readonly EventKind[] = [
  'receive',
  'offer',
  'claim',
  'assign',
  'take',
  'transfer',
  'wait',
  'resume',
  'answer',
  'grant',
  'resolve',
  'return',
  'close',
  'reopen',
  'reject',
  'merge',
  'withdraw',
  'rated',
  'words',
  'photos',
];
/** Whose text was written for the reporter, or by them. */
const PUBLIC_TEXTS: readonly EventKind[] = ['answer', 'resolve', 'words'];

function lineOf(line: HistoryLine, reference: Reference, language: Language): CitizenLine {
  const { unit, text } = line.data;
  return {
    at: line.at.toISOString(),
    kind: line.kind,
    title: EVENT_WORDS[line.kind][language],
    unit: typeof unit === 'string' ? (reference.units.get(unit)?.name[language] ?? null) : null,
    text: PUBLIC_TEXTS.includes(line.kind) && typeof text === 'string' ? text : null,
  };
}

/** What the reporter may do now, by the names of the routes. */
function may(report: StoredReport): readonly string[] {
  const actions = allowedActions(report.state, 'reporter').filter((action) => action !== 'close');
  const rateable = report.state === 'resolved' || report.state === 'closed';
  return [...actions, ...(rateable ? ['rating'] : []), 'words', 'photos'];
}

/** A report as its reporter reads it, in the language asked for. */
export async function citizenView(
  tx: Tx,
  reference: Reference,
  report: StoredReport,
  language: Language,
): Promise<CitizenReport> {
  const cycle = currentCycle(report);
  // Of a report that has ended, the unit that had it last.
  const leg = isOpen(report.state) ? openLeg(report) : report.legs.at(-1);
  const unit = leg?.unitCode ?? null;
  const lines = await historyLines(tx, report.id, PUBLIC_KINDS);
  const photos = await photosOf(tx, report.id);
  return {
    code: report.code,
    state: report.state,
    state_title: STATE_WORDS[report.state][language],
    received_at: report.receivedAt.toISOString(),
    text: (await publicText(tx, report.id)) ?? report.text,
    promise: cycle.dueAt?.toISOString() ?? null,
    overdue: hasBreached(report),
    unit: unit === null ? null : (reference.units.get(unit)?.name[language] ?? null),
    rating: cycle.rating,
    may: may(report),
    photos: photos.filter(({ hidden }) => !hidden).map(photoView),
    history: lines.map((line) => lineOf(line, reference, language)),
  };
}
