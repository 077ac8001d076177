import { type JsonObject } from './json.js';
import { type Actor } from './acts.js';
import { RECIPIENTS } from './policy.js';
import { type Alarm, ALARM_KINDS, MILESTONES } from './report.js';
import { type AlarmOf } from './telling.js';
import { type Action, type State, TRANSITIONS } from './transitions.js';

/** What stands in a history beside the actions of the table: facts that change no state. */
export const NOTICE_KINDS = [
  'breach',
  'warning',
  'escalation',
  'rated',
  'words',
  'photos',
  'photo_hidden',
  'photo_shown',
  'photo_redacted',
  'photo_restored',
  'text_redacted',
  'text_restored',
  'let_pass',
  'absorbed',
  'extension_expired',
  'person',
  'erased',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
export type EventKind = Action | NoticeKind;

/** One line of a report's history. Versions count from 1 without a gap. `data` has no contact details. */
export interface HistoryEvent {
  readonly version: number;
  readonly kind: EventKind;
  readonly from: State | 'none';
  readonly to: State;
  readonly at: Date;
  readonly actor: Actor;
  readonly data: JsonObject;
}

/** The event that tells of an alarm; it changes no state. */
export function alarmEvent(
  alarm: Alarm,
  state: State,
  version: number,
  actor: Actor,
): HistoryEvent {
  return {
    version,
    kind: alarm.kind,
    from: state,
    to: state,
    at: alarm.noticedAt,
    actor,
    data: {
      subject: alarm.subject,
      subject_id: alarm.subjectId,
      milestone: alarm.milestone,
      level: alarm.level,
      tell: alarm.tell,
      due_revision: alarm.dueRevision,
      occurred_at: alarm.occurredAt.toISOString(),
    },
  };
}

const choice = <Known extends string>(known: readonly Known[], value: unknown): Known | null =>
  known.find((one) => one === value) ?? null;

/**
 * The alarm that a line of a history tells of: the reverse of `alarmEvent`.
 * @throws Error on a line that tells of none
 */
export function alarmOfEvent({ kind, data }: Pick<HistoryEvent, 'kind' | 'data'>): AlarmOf {
  const { subject_id: subjectId, level, due_revision: dueRevision } = data;
  const alarm = choice(ALARM_KINDS, kind);
  const subject = choice(['cycle', 'leg'], data['subject']);
  const milestone = choice(MILESTONES, data['milestone']);
  if (
    !alarm ||
    !subject ||
    !milestone ||
    typeof subjectId !== 'string' ||
    typeof level !== 'number' ||
    typeof dueRevision !== 'number'
  ) {
    throw new Error(`a line of kind ${kind} tells of no alarm`);
  }
  const tell = choice(RECIPIENTS, data['tell']);
  return { subject, subjectId, milestone, dueRevision, kind: alarm, level, tell };
}

/** A broken rule of a history: at which version, and what is wrong. */
export interface HistoryFault {
  readonly version: number;
  readonly fault:
    'gap' | 'not_first' | 'chain_broken' | 'not_in_table' | 'back_in_time' | 'state_differs';
}

type Line = Pick<HistoryEvent, 'version' | 'kind' | 'from' | 'to' | 'at'>;

function inTable(line: Line): boolean {
  if (NOTICE_KINDS.some((kind) => kind === line.kind)) return line.from === line.to;
  return TRANSITIONS.some(
    (row) =>
      row.action === line.kind &&
      row.from.includes(line.from) &&
      (row.to === 'same' ? line.to === line.from : line.to === row.to),
  );
}

/**
 * The faults of one report's history (invariant I5): versions without gaps from 1, each line
 * beginning in the state where the last one ended, each a row of the table, time never running
 * back, and the last state and version those of the report.
 */
export function historyFaults(
  history: readonly Line[],
  report: { readonly state: State; readonly version: number },
): readonly HistoryFault[] {
  const faults: HistoryFault[] = [];
  let previous: Line | null = null;
  for (const line of history) {
    if (line.version !== (previous?.version ?? 0) + 1)
      faults.push({ version: line.version, fault: 'gap' });
    if (previous === null && line.kind !== 'receive')
      faults.push({ version: line.version, fault: 'not_first' });
    if (line.from !== (previous?.to ?? 'none'))
      faults.push({ version: line.version, fault: 'chain_broken' });
    if (!inTable(line)) faults.push({ version: line.version, fault: 'not_in_table' });
    if (previous && line.at < previous.at)
      faults.push({ version: line.version, fault: 'back_in_time' });
    previous = line;
  }
  if (previous?.to !== report.state || previous.version !== report.version) {
    faults.push({ version: report.version, fault: 'state_differs' });
  }
  return faults;
}
