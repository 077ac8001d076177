import { randomUUID } from 'node:crypto';
import { CSRF_HEADER } from '#libs/access';
import { Problem } from '#libs/contracts';
import {
  CitizenReport,
  FileReportBody,
  FiledReport,
  MailBody,
  RatingBody,
  ReportClocks,
  WhyBody,
  WordsBody,
  clocksView,
} from '#libs/dto';
import { REPORTER, accountsOf } from '#libs/domain';
import { ForAnybody, languageOf, WithCaseToken } from '#libs/http';
import {
  FILING_FIELDS,
  IntakeBatches,
  actStage,
  filingBodyOf,
  filingOf,
  idempotencyKey,
  rateStage,
  trackingToken,
  wordsStage,
} from '#libs/pipeline';
import { type Reference, ReferenceCache, Store, setReporterMail } from '#libs/store';
import { Body, Controller, Get, Headers, HttpCode, Inject, Ip, Post, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type Citizen } from './citizens/citizen-door.js';
import { KnowsCitizen, PerhapsSignedIn, Reporter } from './citizens/citizen.guard.js';
import { IntakeGate, deviceId } from './intake-gate.js';
import { type ReporterKey, ReporterWork } from './reporter-work.js';

/** Signs the tracking tokens. */
export const SECRET = Symbol('secret of the tracking tokens');

/** @throws Problem `unknown_reference` where citizens do not file such a case by themselves */
function demandForCitizens({ streams }: Reference, code: string): void {
  if (streams.get(code)?.citizens !== false) return;
  const message = `citizens do not file the stream "${code}" by themselves`;
  throw new Problem('unknown_reference', message, [{ field: FILING_FIELDS.streamCode, message }]);
}

/** What a citizen can do: file a report, follow it, rate it, reopen it, withdraw it, add words. */
@ApiTags('citizen')
@Controller('v1/reports')
export class ReportsController {
  private readonly batches: IntakeBatches;

  constructor(
    store: Store,
    private readonly reference: ReferenceCache,
    private readonly work: ReporterWork,
    @Inject(SECRET) private readonly secret: string,
    private readonly gate: IntakeGate,
  ) {
    this.batches = new IntakeBatches(store, reference);
  }

  @Post()
  @HttpCode(201)
  @ForAnybody()
  @KnowsCitizen()
  @ApiOperation({ operationId: 'fileReport' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiHeader({ name: 'Device-Id', required: false })
  @ApiHeader({ name: 'Captcha-Token', required: false })
  @ApiHeader({
    ...{ name: CSRF_HEADER, required: false },
    description: 'Of whoever is signed in: the report becomes one of theirs',
  })
  @ApiCreatedResponse({ type: FiledReport })
  async file(
    @Body() body: FileReportBody,
    @Headers('idempotency-key') key: string | undefined,
    @Headers('device-id') device: string | undefined,
    @Headers('captcha-token') captcha: string | undefined,
    @Headers('x-forwarded-for') forwarded: string | undefined,
    @PerhapsSignedIn() citizen: Citizen | null,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FiledReport> {
    const door = {
      actor: REPORTER,
      channel: body.channel ?? 'web',
      client: 'public',
      idempotencyKey: key === undefined ? randomUUID() : idempotencyKey(key),
      secret: this.secret,
    };
    const filed = filingBodyOf(body);
    const reference = await this.reference.get();
    demandForCitizens(reference, filed.streamCode);
    const checked = filingOf(filed, door, reference, FILING_FIELDS);
    const filing = citizen ? { ...checked, citizen: citizen.id } : checked;
    const sender = { address, device: deviceId(device), phone: body.contact?.phone ?? null };
    const coming = {
      sender,
      captcha,
      mayBeAgain: key !== undefined,
      forwarded: forwarded !== undefined,
    };
    const received = await this.gate.file(filing, coming, (admitted) =>
      this.batches.receive(admitted),
    );
    if (received.repeated) void reply.status(200).header('Idempotency-Replayed', 'true');
    return {
      code: received.code,
      tracking_token: trackingToken(this.secret, received.id),
      received_at: received.receivedAt.toISOString(),
      promise: received.promise?.toISOString() ?? null,
    };
  }

  @Get(':code')
  @WithCaseToken()
  @ApiOperation({ operationId: 'followReport' })
  @ApiOkResponse({ type: CitizenReport })
  follow(
    @Reporter() key: ReporterKey,
    @Headers('accept-language') language: string | undefined,
  ): Promise<CitizenReport> {
    return this.work.act(key, language);
  }

  @Get(':code/clock')
  @WithCaseToken()
  @ApiOperation({ operationId: 'explainPromise' })
  @ApiOkResponse({ type: ReportClocks })
  clock(
    @Reporter() key: ReporterKey,
    @Headers('accept-language') language: string | undefined,
  ): Promise<ReportClocks> {
    return this.work.look(key, (tx, reference, report) => {
      // A reporter is promised something by the whole; how units share it is their own affair.
      const promises = accountsOf(report, reference.book, tx.now).filter(
        ({ subject }) => subject === 'promise',
      );
      return clocksView(key.code, promises, tx.now, () => null, languageOf(language));
    });
  }

  @Post(':code/rating')
  @HttpCode(200)
  @WithCaseToken()
  @ApiOperation({ operationId: 'rateReport' })
  @ApiOkResponse({ type: CitizenReport })
  rate(
    @Reporter() key: ReporterKey,
    @Headers('accept-language') language: string | undefined,
    @Body() { value, comment }: RatingBody,
  ): Promise<CitizenReport> {
    return this.work.act(key, language, (tx, reference) =>
      rateStage(tx, reference, {
        code: key.code,
        actor: REPORTER,
        value,
        comment: comment ?? null,
      }),
    );
  }

  @Post(':code/reopen')
  @HttpCode(200)
  @WithCaseToken()
  @ApiOperation({ operationId: 'reopenReport' })
  @ApiOkResponse({ type: CitizenReport })
  reopen(
    @Reporter() key: ReporterKey,
    @Headers('accept-language') language: string | undefined,
    @Body() { reason }: WhyBody,
  ): Promise<CitizenReport> {
    return this.work.act(key, language, (tx, reference) =>
      actStage(tx, reference, {
        code: key.code,
        actor: REPORTER,
        act: { action: 'reopen', reason },
      }),
    );
  }

  @Post(':code/withdraw')
  @HttpCode(200)
  @WithCaseToken()
  @ApiOperation({ operationId: 'withdrawReport' })
  @ApiOkResponse({ type: CitizenReport })
  withdraw(
    @Reporter() key: ReporterKey,
    @Headers('accept-language') language: string | undefined,
    @Body() { reason }: WhyBody,
  ): Promise<CitizenReport> {
    return this.work.act(key, language, (tx, reference) =>
      actStage(tx, reference, {
        code: key.code,
        actor: REPORTER,
        act: { action: 'withdraw', reason },
      }),
    );
  }

  @Post(':code/words')
  @HttpCode(200)
  @WithCaseToken()
  @ApiOperation({ operationId: 'addWords' })
  @ApiOkResponse({ type: CitizenReport })
  words(
    @Reporter() key: ReporterKey,
    @Headers('accept-language') language: string | undefined,
    @Body() { text }: WordsBody,
  ): Promise<CitizenReport> {
    return this.work.act(key, language, (tx, reference) =>
      wordsStage(tx, reference, { code: key.code, actor: REPORTER, text }),
    );
  }

  @Post(':code/mail')
  @HttpCode(200)
  @WithCaseToken()
  @ApiOperation({ operationId: 'setMail' })
  @ApiOkResponse({ type: CitizenReport })
  mail(
    @Reporter() key: ReporterKey,
    @Headers('accept-language') language: string | undefined,
    @Body() { on }: MailBody,
  ): Promise<CitizenReport> {
    return this.work.act(key, language, (tx, _reference, { id }) => setReporterMail(tx, id, on));
  }
}
