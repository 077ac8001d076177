import {
  type Rulebook,
  clockStopped,
  currentCycle,
  factsOf,
  historyFaults,
  isOpen,
  nextActionAt,
  openLeg,
} from '#libs/domain';
import {
  type OddRow,
  type Reference,
  type ReportFile,
  type Tx,
  acceptedWithoutReport,
  breachesTooEarly,
  effectsNotOnce,
  keysWithSeveralReports,
  readFiles,
} from '#libs/store';

/** A broken invariant: which one, where, and what to do about it. */
export interface Violation {
  readonly invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7';
  readonly id: string;
  readonly what: string;
  readonly repair: string;
}

const REPAIR: Readonly<Record<Violation['invariant'], string>> = {
  I1: 'restore the report from a backup; its sender was told that it is stored',
  I2: 'merge the reports; the later one is a double',
  I3: 'let an operator perform any act on the report: its next act is worked out anew',
  I4: 'look at the report’s history and correct it by an act',
  I5: 'history is append-only: find out who changed the tables by hand',
  I6: 'look at the calendar and policy revisions of the report, and at the server’s clock',
  I7: 'perform any act on the report: its facts are written anew',
};

const BATCH = 200;
/** A breach must be noticed within a minute while the clock ticks. */
const NOTICE_MS = 60_000;

/**
 * Holds a live database against the invariants that this installation must keep. Reads in batches
 * and changes nothing.
 * @param progress is told how many reports have been looked at
 */
export async function checkInvariants(
  tx: Tx,
  reference: Reference,
  progress: (reports: number) => void = () => undefined,
): Promise<{ reports: number; violations: readonly Violation[] }> {
  const whole: [Violation['invariant'], OddRow[]][] = [
    ['I1', await acceptedWithoutReport(tx)],
    ['I2', await keysWithSeveralReports(tx)],
    ['I4', await effectsNotOnce(tx)],
    ['I6', await breachesTooEarly(tx)],
  ];
  const violations = whole.flatMap(([invariant, rows]) =>
    rows.map(({ id, what }) => violation(invariant, id, what)),
  );
  let reports = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const files = await readFiles(tx, after, BATCH);
    for (const file of files) violations.push(...checkFile(file, reference.book, tx.now));
    reports += files.length;
    progress(reports);
    const last = files.at(-1);
    if (!last) return { reports, violations };
    after = last.report.id;
  }
}

function violation(invariant: Violation['invariant'], id: string, what: string): Violation {
  return { invariant, id, what, repair: REPAIR[invariant] };
}

/** What one report's file breaks: its next act, its history, its breaches, its facts. */
export function checkFile(file: ReportFile, book: Rulebook, now: Date): readonly Violation[] {
  const { report } = file;
  const found: Violation[] = [];
  if (isOpen(report.state) && file.nextActionAt === null && file.deliveriesUnderWay === 0) {
    found.push(violation('I3', report.code, 'open, without a next act or a delivery on its way'));
  } else if (nextActionAt(report, book)?.getTime() !== file.nextActionAt?.getTime()) {
    found.push(
      violation(
        'I3',
        report.code,
        'the next act is stored for another instant than the rules give',
      ),
    );
  }
  for (const fault of historyFaults(file.history, report)) {
    found.push(violation('I5', report.code, `history at version ${fault.version}: ${fault.fault}`));
  }
  const overlooked = new Date(now.getTime() - NOTICE_MS);
  const running =
    isOpen(report.state) && !clockStopped(report) ? [currentCycle(report), openLeg(report)] : [];
  for (const clock of running) {
    if (clock?.dueAt && !clock.breachedAt && clock.dueAt < overlooked) {
      found.push(
        violation('I6', report.code, `a breach of ${clock.dueAt.toISOString()} was not noticed`),
      );
    }
  }
  if (canonical(file.facts) !== canonical(factsOf(report))) {
    found.push(violation('I7', report.code, 'the facts differ from the report'));
  }
  return found;
}

function canonical(facts: readonly { readonly subjectId: string }[]): string {
  return JSON.stringify(
    [...facts]
      .sort((a, b) => a.subjectId.localeCompare(b.subjectId))
      .map((fact) => Object.entries(fact).sort(([a], [b]) => a.localeCompare(b))),
  );
}
