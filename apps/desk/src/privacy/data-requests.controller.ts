import { type DeskPerson } from '#libs/access';
import { Needs } from '#libs/http';
import { Store, type Tx, noteAccess, outcomesOf } from '#libs/store';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Person } from '../door/desk.guard.js';
import { decide, demandRequest } from './decide.js';
import { OutcomeBody, OutcomeList } from './privacy.dto.js';

async function listOf(tx: Tx, code: string): Promise<OutcomeList> {
  return { items: await outcomesOf(tx, (await demandRequest(tx, code)).id) };
}

/** What became of the demands that people make of their own data; each is a case with its deadline. */
@ApiTags('privacy')
@Controller('v1/desk/privacy/requests/:code')
export class DataRequestsController {
  constructor(private readonly store: Store) {}

  @Get()
  @Needs('manage_privacy')
  @ApiOperation({ operationId: 'readDataRequest' })
  @ApiOkResponse({ type: OutcomeList })
  async read(@Param('code') code: string): Promise<OutcomeList> {
    return this.store.transaction({ role: 'door' }, (tx) => listOf(tx, code));
  }

  /** Refuses a demand with a reason, or says that it was carried out by other means. */
  @Post('outcome')
  @HttpCode(200)
  @Needs('manage_privacy')
  @ApiOperation({ operationId: 'decideDataRequest' })
  @ApiOkResponse({ type: OutcomeList })
  async decide(
    @Person() { code: by }: DeskPerson,
    @Param('code') code: string,
    @Body() { outcome, reason }: OutcomeBody,
  ): Promise<OutcomeList> {
    return this.store.transaction({ role: 'door' }, async (tx) => {
      await decide(tx, code, { outcome, by, reason, codes: [] });
      const { id: reportId } = await demandRequest(tx, code);
      await noteAccess(tx, 'request_decided', { by, reportId, data: { outcome } });
      return listOf(tx, code);
    });
  }
}
