import { ForAnybody } from '#libs/http';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type SigningIn } from '../door/open-door.js';
import { SIGNING_IN } from './session.controller.js';
import { NewPasswordBody, ResetBody } from './session.dto.js';

/** What somebody does who cannot sign in yet, or no more. */
@ApiTags('session')
@Controller('v1/account')
export class AccountController {
  constructor(@Inject(SIGNING_IN) private readonly parts: SigningIn) {}

  @Post('password')
  @HttpCode(204)
  @ForAnybody()
  @ApiOperation({ operationId: 'setPassword' })
  @ApiNoContentResponse({ description: 'It is set; every session of the person has ended' })
  async setPassword(@Body() { token, password }: NewPasswordBody): Promise<void> {
    await this.parts.accounts.setPassword(token, password);
  }

  @Post('reset')
  @HttpCode(202)
  @ForAnybody()
  @ApiOperation({ operationId: 'askReset' })
  @ApiAcceptedResponse({ description: 'A mail is on its way, if there is such an account' })
  async reset(@Body() { email }: ResetBody): Promise<void> {
    await this.parts.accounts.askReset(email);
  }
}
