import { createHash } from 'node:crypto';
import { PROBLEMS, Problem } from '#libs/contracts';
import {
  type Act,
  type Actor,
  CHANNELS,
  type HistoryEvent,
  IMPORT,
  RATINGS,
  REJECT_REASONS,
  REPORTER,
  type Report,
  type Step,
  type StepRefused,
  WAIT_REASONS,
  type WaitReason,
  openLeg,
} from '#libs/domain';
import { filingOf } from '#libs/pipeline';
import { type Reference } from '#libs/store';
import { type Case } from './case.js';
import { type CsvRow, type RefusedRow, readCsv } from './csv.js';
import { HISTORY_COLUMNS, type History, type HistoryFault, readHistory } from './history.js';

/** A row that is refused: on which line it ends, and everything that is wrong with it. */
export interface RefusedCase {
  readonly line: number;
  readonly faults: readonly HistoryFault[];
}

/** Whose cases these are, and what they are read against. */
export interface HistorySource {
  readonly reference: Reference;
  /** Names the other system: its codes are its own. */
  readonly client: string;
  /** Signs tracking tokens. */
  readonly secret: string;
  /** Nothing that was done may be later; null: it may. */
  readonly latest: Date | null;
}

/** What the history says of an assignment that this system did not make. */
const WORDS = 'theo dữ liệu của hệ thống trước';
const OPERATOR: Actor = { role: 'operator', personCode: null, unitCodes: [] };

/** The value of a list that a text is; the row was checked against the list before. */
function among<Value extends string>(list: readonly Value[], text: string): Value | null {
  return list.find((one) => one === text) ?? null;
}

function toUnit(unitCode: string): (report: Report) => Act | null {
  return (report) => {
    const leg = openLeg(report);
    if (!leg) return { action: 'assign', unitCode, words: WORDS };
    return leg.unitCode === unitCode ? null : { action: 'transfer', unitCode, reason: WORDS };
  };
}

/** An act where the report stands in a state; else it was done already. */
const when =
  (state: HistoryEvent['to'], act: Act) =>
  (report: Report): Act | null =>
    report.state === state ? act : null;

function waitOf({ fields, instants, pausedUntil }: History): Act | null {
  const reason = among(Object.keys(WAIT_REASONS) as WaitReason[], fields.pause_reason);
  const until = instants.resumed_at ?? pausedUntil ?? instants.resolved_at;
  return reason && until ? { action: 'wait', reason, until } : null;
}

function rejectOf({ fields }: History): Act | null {
  const reason = among(REJECT_REASONS, fields.reject_reason);
  return reason && { action: 'reject', reason };
}

/** What was done to a case, earliest first. */
function stepsOf(history: History): Step[] {
  const { fields, instants } = history;
  const staff: Actor = { role: 'unit_staff', personCode: null, unitCodes: [fields.unit] };
  const steps: Step[] = [];
  const did = (
    column: keyof History['instants'],
    actor: Actor,
    act: Act | ((report: Report) => Act | null) | null,
  ): void => {
    const at = instants[column];
    if (at && act) steps.push({ at, actor, column, act });
  };
  did('assigned_at', OPERATOR, toUnit(fields.unit));
  did('taken_at', staff, when('assigned', { action: 'take' }));
  did('paused_at', staff, waitOf(history));
  did('resumed_at', staff, when('waiting', { action: 'resume' }));
  did('resolved_at', staff, { action: 'resolve', text: fields.result });
  const rating = among(RATINGS, fields.rating);
  if (instants.rated_at && rating) {
    steps.push({ at: instants.rated_at, actor: REPORTER, column: 'rated_at', rating });
  }
  did('closed_at', OPERATOR, when('resolved', { action: 'close' }));
  did('rejected_at', OPERATOR, rejectOf(history));
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime());
}

const NAMES = { streamCode: 'stream', categoryCode: 'category', areaCode: 'area', form: 'form' };

function caseOf(history: History, source: HistorySource): Case {
  const { fields, line, receivedAt, promise, place, form } = history;
  const body = {
    streamCode: fields.stream,
    categoryCode: fields.category === '' ? null : fields.category,
    areaCode: fields.area === '' ? null : fields.area,
    text: fields.text,
    address: fields.address === '' ? null : fields.address,
    ...{ place, form, contact: null },
  };
  const door = {
    actor: IMPORT,
    channel: among(CHANNELS, fields.channel) ?? 'integrator',
    client: source.client,
    idempotencyKey: fields.external_id,
    secret: source.secret,
  } as const;
  const filing = filingOf(body, door, source.reference, NAMES);
  // The whole row is the content: one that tells another end is another one.
  const content = JSON.stringify(HISTORY_COLUMNS.map((column) => fields[column]));
  const bodyHash = createHash('sha256').update(content).digest('hex');
  return {
    line,
    externalId: fields.external_id,
    filing: { ...filing, bodyHash, told: { receivedAt, promise } },
    unitCode: null,
    steps: stepsOf(history),
    flag: null,
  };
}

/** What a problem of the pipeline's own checks is in the words of a file. */
function faultsOf(problem: Problem): readonly HistoryFault[] {
  const remedy = PROBLEMS[problem.code].remedy.en;
  return problem.faults.map(({ field, message }) => ({ column: field, reason: message, remedy }));
}

function caseOrRefusal(
  row: CsvRow<(typeof HISTORY_COLUMNS)[number]> | RefusedRow,
  source: HistorySource,
): Case | RefusedCase {
  const { line } = row;
  if ('reason' in row) {
    const remedy = 'write the row as docs/history-csv.md says';
    return { line, faults: [{ column: '', reason: row.reason, remedy }] };
  }
  const history = readHistory(row, source.reference, source.latest);
  if (!('fields' in history)) return { line, faults: history };
  try {
    return caseOf(history, source);
  } catch (error) {
    if (error instanceof Problem) return { line, faults: faultsOf(error) };
    throw error;
  }
}

/**
 * Reads the cases of a history file (docs/history-csv.md).
 * @throws HistoryFileError where it is no such file
 */
export async function readHistoryCases(
  file: string,
  source: HistorySource,
): Promise<{ cases: Case[]; refused: RefusedCase[] }> {
  const cases: Case[] = [];
  const refused: RefusedCase[] = [];
  const lines = new Map<string, number>();
  await readCsv(file, HISTORY_COLUMNS, (row) => {
    const one = caseOrRefusal(row, source);
    if ('faults' in one) {
      refused.push(one);
      return;
    }
    const first = lines.get(one.externalId);
    if (first === undefined) {
      lines.set(one.externalId, one.line);
      cases.push(one);
      return;
    }
    const reason = `${one.externalId} stands on line ${first} already`;
    refused.push({
      line: one.line,
      faults: [{ column: 'external_id', reason, remedy: 'leave one of the two rows out' }],
    });
  });
  return { cases, refused };
}

/** A step that a rule said no to, in the words of a file. */
export function stepFault({ step, refusal }: StepRefused): HistoryFault {
  return {
    column: step.column ?? '',
    reason: refusal.message,
    remedy: PROBLEMS[refusal.code].remedy.en,
  };
}

/** The faults of a row on one line each, for people. */
export function refusalText({ line, faults }: RefusedCase): string {
  return faults
    .map(({ column, reason, remedy }) => {
      const where = column === '' ? `line ${line}` : `line ${line}, ${column}`;
      return `${where}: ${reason}; ${remedy}`;
    })
    .join('\n');
}
