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
} from '#libs/store';
import { Injectable } from '@nestjs/common';
import { citizenView } from './citizen.view.js';

/** How a reporter shows that a report is theirs. */
export interface ReporterKey {
  readonly code: string;
  /** The header Tracking-Token. */
  readonly token: string | undefined;
}

/** What is done to a report, which is given as it was before. */
export type ActOnReport = (tx: Tx, reference: Reference, report: StoredReport) => Promise<unknown>;

async function own(tx: Tx, { code, token }: ReporterKey): Promise<StoredReport> {
  const report = await findByToken(tx, code, hashToken(token ?? ''));
  if (!report) throw new Problem('not_found', code);
  return report;
}

/** Opens every transaction on a report that its reporter asks for, with the report's own token. */
@Injectable()
export class ReporterWork {
  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
  ) {}

  /**
   * Tells something of a report, and changes nothing.
   * @throws Problem `not_found` alike where the code is unknown and where the token is another's
   */
  async look<Result>(
    key: ReporterKey,
    tell: (tx: Tx, reference: Reference, report: StoredReport) => Result | Promise<Result>,
  ): Promise<Result> {
    const reference = await this.reference.get();
    return this.store.transaction({ role: 'intake', withinMs: SHORT_MS }, async (tx) =>
      tell(tx, reference, await own(tx, key)),
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
