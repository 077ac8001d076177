import { ForAnybody } from '#libs/http';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type SigningIn } from '../door/open-door.js';
import { SIGNING_IN } from './session.controller.js';
import { SignInWays } from './session.dto.js';

/** How one gets in here, told to whoever asks: the page has to know before anybody is in. */
@ApiTags('session')
@Controller('v1/session/ways')
export class WaysController {
  constructor(@Inject(SIGNING_IN) private readonly parts: SigningIn | null) {}

  @Get()
  @ForAnybody()
  @ApiOperation({ operationId: 'signInWays' })
  @ApiOkResponse({ type: SignInWays })
  ways(): SignInWays {
    if (!this.parts) return { password: false, key: true, other: null };
    const { oidc } = this.parts;
    const other = oidc && { label: oidc.label, url: '/v1/session/oidc' };
    return { password: true, key: false, other };
  }
}
