import { randomUUID } from 'node:crypto';
import { DataRequestBody, FiledReport } from '#libs/dto';
import { DATA_STREAM, REPORTER } from '#libs/domain';
import { WithCaseToken } from '#libs/http';
import {
  FILING_FIELDS,
  IntakeBatches,
  filingBodyOf,
  filingOf,
  idempotencyKey,
  trackingToken,
} from '#libs/pipeline';
import { ReferenceCache, Store } from '#libs/store';
import { Body, Controller, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Reporter } from './citizens/citizen.guard.js';
import { type ReporterKey, ReporterWork } from './reporter-work.js';
import { SECRET } from './reports.controller.js';

/** What whoever sent a report may demand of their own data: a case of its own, with its own deadline. */
@ApiTags('citizen')
@Controller('v1/reports')
export class DataDemandsController {
  private readonly batches: IntakeBatches;

  constructor(
    store: Store,
    private readonly reference: ReferenceCache,
    private readonly work: ReporterWork,
    @Inject(SECRET) private readonly secret: string,
  ) {
    this.batches = new IntakeBatches(store, reference);
  }

  /** The report's token is the proof of whose data it is; nothing of its contact is copied. */
  @Post(':code/data-requests')
  @HttpCode(201)
  @WithCaseToken()
  @ApiOperation({ operationId: 'demandData' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: FiledReport })
  async demand(
    @Reporter() key: ReporterKey,
    @Headers('idempotency-key') idempotent: string | undefined,
    @Body() { kind, text, contact }: DataRequestBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FiledReport> {
    const own = await this.work.look(key, (_tx, _reference, report) => report.code);
    const door = {
      ...({ actor: REPORTER, channel: 'web', client: `data:${own}`, secret: this.secret } as const),
      idempotencyKey: idempotent === undefined ? randomUUID() : idempotencyKey(idempotent),
    };
    const form = { 'request-kind': kind, about: own };
    const body = filingBodyOf({ stream: DATA_STREAM, text, form, ...(contact && { contact }) });
    const received = await this.batches.receive(
      filingOf(body, door, await this.reference.get(), FILING_FIELDS),
    );
    if (received.repeated) void reply.status(200).header('Idempotency-Replayed', 'true');
    return {
      code: received.code,
      tracking_token: trackingToken(this.secret, received.id),
      received_at: received.receivedAt.toISOString(),
      promise: received.promise?.toISOString() ?? null,
    };
  }
}
