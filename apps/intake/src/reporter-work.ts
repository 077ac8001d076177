import { Problem } from '#libs/contracts';
import { type CitizenReport } from '#libs/dto';
import { languageOf } from '#libs/http';
import { hashToken } from '#libs/pipeline';
import {
  type Reference,
  ReferenceCache,
  SHORT_MS,
  Store,
  type StoredReport,
  type Tx,
  findByToken,
  findReport,
  isOwnReport,
} from '#libs/store';
import { Injectable } from '@nestjs/common';
import { citizenView } from './citizen.view.js';

/** How a reporter shows that a report is theirs. */
export interface ReporterKey {
  readonly code: string;
  /** The header Tracking-Token. */
  readonly token: string | undefined;
  /** Who is signed in, where no token is shown. */
  readonly citizen: string | null;
}

/** What is done to a report, which is given as it was before. */
export type ActOnReport = (tx: Tx, reference: Reference, report: StoredReport) => Promise<unknown>;

async function own(tx: Tx, { code, token, citizen }: ReporterKey): Promise<StoredReport> {
  const report =
    citizen === null
      ? await findByToken(tx, code, hashToken(token ?? ''))
      : await signedIn(tx, code);
  if (!report) throw new Problem('not_found', code);
  return report;
}

async function signedIn(tx: Tx, code: string): Promise<StoredReport | null> {
  const report = await findReport(tx, { code });
  return report && (await isOwnReport(tx, report.id)) ? report : null;
}

/** Opens every transaction on a report that its reporter asks for, with the report's own token or signed in. */
@Injectable()
export class ReporterWork {
  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
  ) {}

  /**
   * Tells something of a report, and changes nothing.
   * @throws Problem `not_found` alike where the code is unknown, where the token is another's, and where the
   * report is not among those of whoever is signed in
   */
  async look<Result>(
    key: ReporterKey,
    tell: (tx: Tx, reference: Reference, report: StoredReport) => Result | Promise<Result>,
  ): Promise<Result> {
    const reference = await this.reference.get();
    const { citizen } = key;
    return this.store.transaction(
      { role: 'intake', withinMs: SHORT_MS, ...(citizen !== null && { citizen }) },
      async (tx) => tell(tx, reference, await own(tx, key)),
    );
  }

  /**
   * Does something to a report, and shows what became of it.
   * @param language the header Accept-Language
   * @throws Problem `not_found`, whatever `work` throws
   */
  async act(
    key: ReporterKey,
    language: string | undefined,
    work: ActOnReport = async () => undefined,
  ): Promise<CitizenReport> {
    return this.look(key, async (tx, reference, report) => {
      await work(tx, reference, report);
      return citizenView(tx, reference, await own(tx, key), languageOf(language));
    });
  }
}
