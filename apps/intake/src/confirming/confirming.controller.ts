import { Problem } from '#libs/contracts';
import { AskCodeBody, CodeAskedView, ConfirmedView, TryCodeBody } from '#libs/dto';
import { CODE_MINUTES } from '#libs/domain';
import { WithCaseToken } from '#libs/http';
import { askCodeStage, demandConfirmed, tryCodeStage } from '#libs/pipeline';
import { SHORT_MS, Store, contactDigest } from '#libs/store';
import { Body, Controller, HttpCode, Inject, Ip, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reporter } from '../citizens/citizen.guard.js';
import { IntakeGate } from '../intake-gate.js';
import { type ReporterKey, ReporterWork } from '../reporter-work.js';
import { SECRET } from '../reports.controller.js';
import { Ways } from '../ways.js';

const AS_INTAKE = { role: 'intake', withinMs: SHORT_MS } as const;

/** A reporter shows, by a code that is sent there, that the contact they gave is theirs. */
@ApiTags('citizen')
@Controller('v1/reports')
export class ConfirmingController {
  constructor(
    private readonly store: Store,
    private readonly work: ReporterWork,
    private readonly gate: IntakeGate,
    private readonly ways: Ways,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  @Post(':code/confirm')
  @HttpCode(202)
  @WithCaseToken()
  @ApiOperation({ operationId: 'askCode' })
  @ApiAcceptedResponse({ type: CodeAskedView })
  async ask(
    @Reporter() key: ReporterKey,
    @Body() { way }: AskCodeBody,
    @Ip() address: string,
  ): Promise<CodeAskedView> {
    const { id, digest } = await this.work.look(key, async (tx, _reference, report) => ({
      id: report.id,
      digest: await contactDigest(tx, report.id, way),
    }));
    if (!this.ways[way]) throw new Problem('not_offered', way);
    if (digest === null) throw new Problem('nothing_to_confirm', way);
    await this.gate.message(address, digest, () =>
      this.store.transaction(AS_INTAKE, (tx) => askCodeStage(tx, id, way)),
    );
    return { way, valid_minutes: CODE_MINUTES };
  }

  @Post(':code/confirm/code')
  @HttpCode(200)
  @WithCaseToken()
  @ApiOperation({ operationId: 'tryCode' })
  @ApiOkResponse({ type: ConfirmedView })
  async try(
    @Reporter() key: ReporterKey,
    @Body() { way, code: given }: TryCodeBody,
  ): Promise<ConfirmedView> {
    // The refusal comes after the commit: a try counts.
    const tried = await this.work.look(key, (tx, _reference, { id }) =>
      tryCodeStage(tx, this.secret, id, { way, code: given }),
    );
    demandConfirmed(tried, way);
    return { way, confirmed: true };
  }
}
