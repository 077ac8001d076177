import {
  type Clock,
  type Rulebook,
  clockStopped,
  currentCycle,
  factsOf,
  historyFaults,
  isOpen,
  nextActionAt,
  openLeg,
} from '#libs/domain';
import { type ReportFile, type TickAlive } from '#libs/store';

export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8';

/** What `kip repair` may do about a violation. */
export type Mend = 'next_act' | 'delivery' | 'facts';

/** A broken invariant: which one, where, and what to do about it. */
export interface Violation {
  readonly invariant: Invariant;
  /** A report's code or id, an event's or a delivery's id, or a seal by its number. */
  readonly id: string;
  readonly what: string;
  readonly repair: string;
  /** Of the report that it is about; null: none that is known. */
  readonly reportId: string | null;
  /** Absent: a person must see to it. */
  readonly mend?: Mend;
}

const REPAIR: Readonly<Record<Invariant, string>> = {
  I1: 'restore the report from a backup; its sender was told that it is stored',
  I2: 'merge the reports; the later one is a double',
  I3: 'put back what the rules refer to, then look again',
  I4: 'look at the report’s history and correct it by an act',
  I5: 'history is append-only: find out who changed the tables by hand',
  I6: 'look at the calendar and policy revisions of the report, and at the server’s clock',
  I7: 'put back what the rules refer to, then look again',
  I8: 'somebody changed the history by hand: find out who, and restore what it was from a backup',
};

const MENDED: Readonly<Record<Mend, string>> = {
  next_act: 'kip repair works the next act out anew from the rules',
  delivery: 'kip repair puts its routing on its way again',
  facts: 'kip repair writes the facts anew from the report',
};

/** A violation with its remedy. */
export function violation(
  invariant: Invariant,
  at: { readonly id: string; readonly reportId: string | null },
  what: string,
  mend?: Mend,
): Violation {
  const { id, reportId } = at;
  const repair = mend ? MENDED[mend] : REPAIR[invariant];
  return { invariant, id, what, repair, reportId, ...(mend && { mend }) };
}

/** A breach must be noticed within a minute while the clock ticks. */
const NOTICE_MS = 60_000;

/**
 * What one report's file breaks: its next act, its routing, its history, its breaches, its facts.
 * @param tick when the clock has ticked: what it could not have noticed was not overlooked
 */
export function checkFile(file: ReportFile, book: Rulebook, tick: TickAlive): readonly Violation[] {
  const { report } = file;
  const at = { id: report.code, reportId: report.id };
  const faults = historyFaults(file.history, report).map(({ version, fault }) =>
    violation('I5', at, `history at version ${version}: ${fault}`),
  );
  try {
    return [
      ...nextActFaults(file, book),
      ...faults,
      ...overlooked(file, tick),
      ...factFaults(file, book),
    ];
  } catch (error) {
    // A revision that is gone, say: one report must not keep the others from being looked at.
    return [violation('I3', at, `its rules cannot be worked out: ${String(error)}`), ...faults];
  }
}

function nextActFaults(file: ReportFile, book: Rulebook): readonly Violation[] {
  const { report, routing, deliveriesUnderWay } = file;
  const at = { id: report.code, reportId: report.id };
  const found: Violation[] = [];
  if (isOpen(report.state) && file.nextActionAt === null && deliveriesUnderWay === 0) {
    found.push(
      violation('I3', at, 'open, without a next act or a delivery on its way', 'next_act'),
    );
  } else if (nextActionAt(report, book)?.getTime() !== file.nextActionAt?.getTime()) {
    const what = 'the next act is stored for another instant than the rules give';
    found.push(violation('I3', at, what, 'next_act'));
  }
  // A child of a split report is assigned with its receipt and never routed.
  if (report.state !== 'received' || report.parentId !== null) return found;
  if (routing === 'done') {
    found.push(violation('I4', at, 'routing is done, but the report was not moved', 'delivery'));
  } else if (routing === null) {
    found.push(violation('I3', at, 'received, and nothing is on its way to route it', 'delivery'));
  }
  return found;
}

/** Breaches that a clock which ticked for a minute afterwards has not noticed. */
function overlooked({ report, history }: ReportFile, tick: TickAlive): readonly Violation[] {
  if (!isOpen(report.state) || clockStopped(report)) return [];
  const at = { id: report.code, reportId: report.id };
  const running: readonly (Clock | null | undefined)[] = [currentCycle(report), openLeg(report)];
  return running.flatMap((clock) => {
    if (!clock?.dueAt || clock.breachedAt) return [];
    // An act may have set the clock running again after its due: it is noticed from then on.
    const from = [clock.dueAt, clock.startedAt, tick.since, history.at(-1)?.at ?? clock.startedAt];
    const known = Math.max(...from.map((instant) => instant.getTime()));
    if (known + NOTICE_MS >= tick.last.getTime()) return [];
    return [violation('I6', at, `a breach of ${clock.dueAt.toISOString()} was not noticed`)];
  });
}

function factFaults({ report, facts }: ReportFile, book: Rulebook): readonly Violation[] {
  if (canonical(facts) === canonical(factsOf(report, book))) return [];
  const at = { id: report.code, reportId: report.id };
  return [violation('I7', at, 'the facts differ from the report', 'facts')];
}

function canonical(facts: readonly { readonly subjectId: string }[]): string {
  return JSON.stringify(
    [...facts]
      .sort((a, b) => a.subjectId.localeCompare(b.subjectId))
      .map((fact) => Object.entries(fact).sort(([a], [b]) => a.localeCompare(b))),
  );
}
