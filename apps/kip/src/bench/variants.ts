import { Problem } from '#libs/contracts';
import { FileReportBody, type FiledReport } from '#libs/dto';
import { REPORTER, currentCycle } from '#libs/domain';
import { ForAnybody } from '#libs/http';
import {
  FILING_FIELDS,
  type Filing,
  drawCodes,
  filingBodyOf,
  filingOf,
  idempotencyKey,
  newReport,
  trackingToken,
} from '#libs/pipeline';
import {
  ContactEntity,
  ReferenceCache,
  Store,
  type Tx,
  newRows,
  rowsOf,
  takeKey,
} from '#libs/store';
import {
  Body,
  Controller,
  type DynamicModule,
  Headers,
  HttpCode,
  Module,
  Post,
  type Type,
} from '@nestjs/common';

/** Signs the tokens of a bench: its database is gone when it ends. */
export const BENCH_SECRET = 'a secret of a bench, which nobody ever needs';

/** Does nothing with a body that was read and validated as the intake's is. */
@Controller('v1/reports')
export class NoopController {
  @Post()
  @ForAnybody()
  @HttpCode(201)
  async file(
    @Body() body: FileReportBody,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<FiledReport> {
    return {
      code: 'PA-2026-000000',
      tracking_token: key ?? '',
      received_at: '2026-01-01T00:00:00.000Z',
      promise: body.text.length > 0 ? '2026-01-08T10:00:00.000Z' : null,
    };
  }
}

/**
 * The same answer and the same rows as the intake's, as one would write it first: a transaction for
 * each request, an insert for each table.
 */
@Controller('v1/reports')
export class PerRequestController {
  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
  ) {}

  @Post()
  @ForAnybody()
  @HttpCode(201)
  async file(
    @Body() body: FileReportBody,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<FiledReport> {
    const reference = await this.reference.get();
    const door = {
      ...{ actor: REPORTER, channel: body.channel ?? 'web', client: 'public' },
      ...{ idempotencyKey: idempotencyKey(key), secret: BENCH_SECRET },
    };
    const filing = filingOf(filingBodyOf(body), door, reference, FILING_FIELDS);
    return this.store.transaction({ role: 'intake' }, async (tx) => {
      const codes = await drawCodes(tx, reference, [filing]);
      const change = newReport(filing, codes, reference, tx.now);
      const { report } = change.done;
      const { rows } = newRows(tx, [change], reference.book);
      for (const part of [...rows, contactRows(filing)]) {
        if (part.rows.length > 0) await tx.manager.insert(part.entity, [...part.rows]);
      }
      await this.take(tx, filing);
      return {
        code: report.code,
        tracking_token: trackingToken(BENCH_SECRET, report.id),
        received_at: report.receivedAt.toISOString(),
        promise: currentCycle(report).dueAt?.toISOString() ?? null,
      };
    });
  }

  /** A key that stands already takes the whole transaction back. */
  private async take(tx: Tx, { client, keyHash, bodyHash, id }: Filing): Promise<void> {
    const row = { client, key_hash: keyHash, body_hash: bodyHash, report_id: id, at: tx.now };
    if (!(await takeKey(tx, row))) throw new Problem('idempotency_key_reused', 'known already');
  }
}

function contactRows(filing: Filing): ReturnType<typeof rowsOf<ContactEntity>> {
  const rows = filing.contact ? [{ reportId: filing.id, ...filing.contact }] : [];
  return rowsOf(ContactEntity, rows, 'insert');
}

/** One of these controllers on a database, as the intake's own module stands on it. */
@Module({})
export class VariantModule {
  static with(controller: Type, store: Store, reference: ReferenceCache): DynamicModule {
    return {
      module: VariantModule,
      controllers: [controller],
      providers: [
        { provide: Store, useValue: store },
        { provide: ReferenceCache, useValue: reference },
      ],
    };
  }
}
