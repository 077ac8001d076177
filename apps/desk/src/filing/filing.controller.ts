import { Needs } from '#libs/http';
import { type DeskPerson } from '#libs/access';
import { randomUUID } from 'node:crypto';
import { FileForCallerBody } from '#libs/contracts';
import { transitionFor } from '#libs/domain';
import {
  FILING_FIELDS,
  filingBodyOf,
  filingOf,
  idempotencyKey,
  receiveWithPhotos,
  trackingToken,
} from '#libs/pipeline';
import { writeSearchTexts } from '#libs/store';
import { Body, Controller, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Person } from '../door/desk.guard.js';
import { DeskWork } from '../desk-work.js';
import { DESK_SETTINGS, type DeskSettings } from '../settings.js';
import { CaseView } from '../views/case.dto.js';

/** What the operator tells the caller: the code, and the token with which to follow it. */
export class FiledForCaller {
  @ApiProperty({ type: CaseView }) report!: CaseView;
  @ApiProperty({ type: String }) tracking_token!: string;
}

/** An operator files what somebody told by telephone, at the counter or by letter. */
@ApiTags('reports')
@Controller('v1/desk/reports')
export class FilingController {
  constructor(
    private readonly work: DeskWork,
    @Inject(DESK_SETTINGS) private readonly settings: DeskSettings,
  ) {}

  @Post()
  @HttpCode(201)
  @Needs('file_cases')
  @ApiOperation({ operationId: 'fileForCaller' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: FiledForCaller })
  async file(
    @Person() person: DeskPerson,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: FileForCallerBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FiledForCaller> {
    const { secret } = this.settings;
    const door = {
      actor: person.actor,
      channel: body.channel,
      client: `desk:${person.code}`,
      idempotencyKey: key === undefined ? randomUUID() : idempotencyKey(key),
      secret,
    };
    transitionFor('none', 'receive', person.actor.role);
    const received = await this.work.asIntake(async (tx, reference) => {
      const filing = filingOf(filingBodyOf(body), door, reference, FILING_FIELDS);
      const outcome = await receiveWithPhotos(tx, reference, filing);
      // Whoever filed it looks for it at once, and not only after it was routed.
      if (!outcome.repeated) await writeSearchTexts(tx, [{ ...filing, code: outcome.code }]);
      return outcome;
    });
    if (received.repeated) void reply.status(200).header('Idempotency-Replayed', 'true');
    return {
      report: await this.work.read(person, received.code),
      tracking_token: trackingToken(secret, received.id),
    };
  }
}
