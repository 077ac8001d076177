import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import {
  type Reference,
  ReferenceCache,
  Store,
  type StoredReport,
  type Tx,
  findReport,
  withWholeCase,
} from '#libs/store';
import { Injectable } from '@nestjs/common';
import { type CaseView } from './views/case.dto.js';
import { viewOfCase } from './views/case.view.js';

/** A report within the person's sight, or none at all: nobody learns that another one exists. */
async function visible(tx: Tx, code: string): Promise<StoredReport> {
  const report = await findReport(tx, { code });
  if (!report) throw new Problem('not_found', `no report ${code}`);
  return report;
}

/** Opens every transaction of the desk, under the person's own scope. */
@Injectable()
export class DeskWork {
  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
  ) {}

  /** Runs `work` in a transaction that sees what the person may see. */
  async run<Result>(
    person: DeskPerson,
    work: (tx: Tx, reference: Reference) => Promise<Result>,
  ): Promise<Result> {
    const reference = await this.reference.get();
    return this.store.transaction({ role: 'desk', scope: person.scope }, (tx) =>
      work(tx, reference),
    );
  }

  /** Reads, all of it as it stands at one instant: what is told side by side agrees. */
  async steadily<Result>(
    person: DeskPerson,
    work: (tx: Tx, reference: Reference) => Promise<Result>,
  ): Promise<Result> {
    const reference = await this.reference.get();
    return this.store.transaction({ role: 'desk', scope: person.scope, steady: true }, (tx) =>
      work(tx, reference),
    );
  }

  /**
   * Reads for as long as it takes, all of it as it stands at one instant, on a connection of its own.
   * @param patienceMs whoever takes what is read may keep it waiting so long
   */
  async atLength<Result>(
    person: DeskPerson,
    patienceMs: number,
    work: (tx: Tx, reference: Reference) => Promise<Result>,
  ): Promise<Result> {
    const reference = await this.reference.get();
    const sight = { role: 'desk', scope: person.scope } as const;
    return this.store.snapshot(sight, (tx) => work(tx, reference), patienceMs);
  }

  /** Runs `work` as intake does, which alone writes what nobody has seen yet. */
  async asIntake<Result>(work: (tx: Tx, reference: Reference) => Promise<Result>): Promise<Result> {
    const reference = await this.reference.get();
    return this.store.transaction({ role: 'intake' }, (tx) => work(tx, reference));
  }

  /**
   * Reads a case; with `contact`, and where the person may see it, whose it is, which is written down.
   * @throws Problem `not_found` where the person does not see it
   */
  async read(person: DeskPerson, code: string, contact: boolean): Promise<CaseView> {
    return this.run(person, async (tx, reference) =>
      viewOfCase(tx, reference, person, await visible(tx, code), { contact }),
    );
  }

  /**
   * Tells something of a case as the person sees it, and changes nothing.
   * @throws Problem `not_found` where the person does not see it
   */
  async look<Result>(
    person: DeskPerson,
    code: string,
    tell: (tx: Tx, reference: Reference, report: StoredReport) => Result | Promise<Result>,
  ): Promise<Result> {
    return this.run(person, async (tx, reference) => tell(tx, reference, await visible(tx, code)));
  }

  /**
   * Runs `work` on a case as far as the person sees it: for what stands beside a case and is no act on it.
   * @throws Problem `not_found` where the person does not see it; whatever `work` throws
   */
  async onSight<Result>(person: DeskPerson, code: string, work: CaseWork<Result>): Promise<Result> {
    return this.run(person, async (tx, reference) => work(tx, reference, await visible(tx, code)));
  }

  /**
   * Runs `work` on a case that the person sees, and decides there on the whole of it.
   * @throws Problem `not_found` where the person does not see it; whatever `work` throws
   */
  async onCase<Result>(person: DeskPerson, code: string, work: CaseWork<Result>): Promise<Result> {
    return this.run(person, async (tx, reference) => decide(tx, reference, person, code, work));
  }

  /** `onCase`, answered with the case as the person sees it afterwards; whose it is, nobody has asked for. */
  async change(person: DeskPerson, code: string, work: CaseWork<unknown>): Promise<CaseView> {
    return this.run(person, async (tx, reference) => {
      await decide(tx, reference, person, code, work);
      return viewOfCase(tx, reference, person, await visible(tx, code), { contact: false });
    });
  }
}

/** What is done to a case: it is given the whole of it. */
export type CaseWork<Result> = (
  tx: Tx,
  reference: Reference,
  report: StoredReport,
) => Promise<Result>;

async function decide<Result>(
  tx: Tx,
  reference: Reference,
  person: DeskPerson,
  code: string,
  work: CaseWork<Result>,
): Promise<Result> {
  await visible(tx, code);
  return withWholeCase(tx, person.scope, async () => work(tx, reference, await visible(tx, code)));
}
