import { Needs } from '#libs/http';
import { type DeskPerson } from '#libs/access';
import { randomUUID } from 'node:crypto';
import { Problem } from '#libs/contracts';
import { FileForCallerBody } from '#libs/dto';
import { FILING_CHANNELS, transitionFor } from '#libs/domain';
import {
  FILING_FIELDS,
  filingBodyOf,
  filingOf,
  idempotencyKey,
  receiveAlone,
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

function refused(field: string, message: string): Problem {
  return new Problem('invalid_request', `${field}: ${message}`, [{ field, message }]);
}

/**
 * Whoever files sees what they filed: an operator only names ways that an operator has, and another
 * system files nothing beyond its own sight.
 * @throws Problem `invalid_request` naming the field
 */
function demandOwn({ actor, scope }: DeskPerson, body: FileForCallerBody, stream: string): void {
  const channels = FILING_CHANNELS[actor.role] ?? [];
  if (!channels.includes(body.channel)) {
    throw refused('channel', `one of ${channels.join(', ')}`);
  }
  if (actor.role !== 'integrator') return;
  const sees = (codes: readonly string[], code: string | undefined): boolean =>
    codes.includes('*') || (code !== undefined && codes.includes(code));
  if (!sees(scope.streams, stream)) {
    throw refused('stream', `the key is for ${scope.streams.join(', ')}`);
  }
  if (!sees(scope.areas, body.ward)) {
    throw refused('ward', `the key is for ${scope.areas.join(', ')}`);
  }
}

/** What somebody told is filed for them: by an operator, or by the system that they used. */
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
      client: person.actor.personCode === null ? person.code : `desk:${person.code}`,
      idempotencyKey: key === undefined ? randomUUID() : idempotencyKey(key),
      secret,
    };
    transitionFor('none', 'receive', person.actor.role);
    const filed = filingBodyOf(body);
    demandOwn(person, body, filed.streamCode);
    const received = await this.work.asIntake(async (tx, reference) => {
      const filing = filingOf(filed, door, reference, FILING_FIELDS);
      const outcome = await receiveAlone(tx, reference, filing);
      // Whoever filed it looks for it at once, and not only after it was routed.
      if (!outcome.repeated) await writeSearchTexts(tx, [{ ...filing, code: outcome.code }]);
      return outcome;
    });
    if (received.repeated) void reply.status(200).header('Idempotency-Replayed', 'true');
    return {
      report: await this.work.read(person, received.code, true),
      tracking_token: trackingToken(secret, received.id),
    };
  }
}
