import { Problem } from '#libs/contracts';
import { FollowAsked, FollowBody, Following, MailedTokenBody } from '#libs/dto';
import { ForAnybody } from '#libs/http';
import { confirmFollowStage, followStage, leaveStage, mailDigest } from '#libs/pipeline';
import { FOLLOW_HOURS, ReferenceCache, SHORT_MS, Store } from '#libs/store';
import { Body, Controller, HttpCode, Inject, Ip, Param, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { IntakeGate } from '../intake-gate.js';
import { SECRET } from '../reports.controller.js';
import { Ways } from '../ways.js';

const AS_INTAKE = { role: 'intake', withinMs: SHORT_MS } as const;

/**
 * Following what somebody else has reported, instead of reporting it once more. A page may be opened by
 * whoever scans mails: so a link alone changes nothing, and each act is a POST.
 */
@ApiTags('public')
@Controller('v1/public')
export class FollowsController {
  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
    private readonly gate: IntakeGate,
    private readonly ways: Ways,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  @Post('reports/:code/follow')
  @HttpCode(202)
  @ForAnybody()
  @ApiOperation({ operationId: 'askToFollow' })
  @ApiAcceptedResponse({ type: FollowAsked })
  async ask(
    @Param('code') code: string,
    @Body() { email, language }: FollowBody,
    @Ip() address: string,
  ): Promise<FollowAsked> {
    if (!this.ways.mail) throw new Problem('not_offered', 'mail');
    const reference = await this.reference.get();
    await this.gate.message(address, mailDigest(email), () =>
      this.store.transaction(AS_INTAKE, (tx) =>
        followStage(tx, reference, this.secret, { code, email, language: language ?? 'vi' }),
      ),
    );
    return { code, confirm_within_hours: FOLLOW_HOURS };
  }

  @Post('follows/confirm')
  @HttpCode(200)
  @ForAnybody()
  @ApiOperation({ operationId: 'confirmFollow' })
  @ApiOkResponse({ type: Following })
  async confirm(@Body() { token }: MailedTokenBody): Promise<Following> {
    return { code: await this.store.transaction(AS_INTAKE, (tx) => confirmFollowStage(tx, token)) };
  }

  /** With the token that stands in each mail. It is answered alike where nobody follows by it. */
  @Post('follows/leave')
  @HttpCode(204)
  @ForAnybody()
  @ApiOperation({ operationId: 'leaveFollow' })
  @ApiNoContentResponse()
  async leave(@Body() { token }: MailedTokenBody): Promise<void> {
    await this.store.transaction(AS_INTAKE, (tx) => leaveStage(tx, token));
  }
}
