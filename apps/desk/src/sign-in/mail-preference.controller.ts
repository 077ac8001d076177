import { InSession } from '#libs/http';
import { MAIL_WAYS, type MailWay, Store, mailWays, setMailWay } from '#libs/store';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Visiting } from '../door/desk.guard.js';
import { type Visitor } from '../door/door.js';

/** How somebody is told of acts. Alarms of deadlines are told whatever is chosen. */
export class MailPreference {
  @ApiProperty({
    enum: MAIL_WAYS,
    description: '`gathered`: what comes together in one mail; `daily`: each working morning',
  })
  @IsIn(MAIL_WAYS)
  way!: MailWay;
}

/** How whoever is signed in wants to be told of what happens to their reports. */
@ApiTags('session')
@Controller('v1/session/mail')
export class MailPreferenceController {
  constructor(private readonly store: Store) {}

  @Get()
  @InSession('ready')
  @ApiOperation({ operationId: 'readMailPreference' })
  @ApiOkResponse({ type: MailPreference })
  async read(@Visiting() { person }: Visitor): Promise<MailPreference> {
    const ways = await this.store.transaction({ role: 'door' }, mailWays);
    return { way: ways.get(person.code) ?? 'gathered' };
  }

  @Put()
  @InSession('ready')
  @ApiOperation({ operationId: 'saveMailPreference' })
  @ApiOkResponse({ type: MailPreference })
  async save(
    @Visiting() { person }: Visitor,
    @Body() { way }: MailPreference,
  ): Promise<MailPreference> {
    await this.store.transaction({ role: 'door' }, (tx) => setMailWay(tx, person.code, way));
    return { way };
  }
}
