import { Problem } from '#libs/contracts';
import { Needs } from '#libs/http';
import { type HookMessageLine, Store, hookMessages, resendHookMessage } from '#libs/store';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Visiting } from '../door/desk.guard.js';
import { type Visitor } from '../door/door.js';
import { demandId } from '../lists/id.js';
import { demandWebhook } from './owner.js';
import { HookMessageList, HookMessageView, HookMessagesQuery } from './webhooks.dto.js';

function viewOf(line: HookMessageLine): HookMessageView {
  const { id, code, kind, version, state, log } = line;
  return {
    ...{ id, report: code, kind, version, state, tries: log },
    ...{ made_at: line.madeAt, settled_at: line.settledAt, next_try_at: line.nextTryAt },
  };
}

/** What a webhook was sent, and how each try went. */
@ApiTags('webhooks')
@Controller('v1/desk/webhooks/:id/messages')
export class WebhookMessagesController {
  constructor(private readonly store: Store) {}

  @Get()
  @Needs('manage_webhooks')
  @ApiOperation({ operationId: 'listWebhookMessages' })
  @ApiOkResponse({ type: HookMessageList })
  async list(
    @Visiting() visitor: Visitor,
    @Param('id') id: string,
    @Query() { state, before, limit }: HookMessagesQuery,
  ): Promise<HookMessageList> {
    const lines = await this.store.transaction({ role: 'door' }, async (tx) => {
      const hook = await demandWebhook(tx, visitor, id);
      const question = { id: null, state: state ?? null, before: before ?? null, limit };
      return hookMessages(tx, hook.id, question);
    });
    return { items: lines.map(viewOf) };
  }

  @Get(':message')
  @Needs('manage_webhooks')
  @ApiOperation({ operationId: 'readWebhookMessage' })
  @ApiOkResponse({ type: HookMessageView })
  async read(
    @Visiting() visitor: Visitor,
    @Param('id') id: string,
    @Param('message') message: string,
  ): Promise<HookMessageView> {
    const wanted = { id: demandId(message), state: null, before: null, limit: 1 };
    const [line] = await this.store.transaction({ role: 'door' }, async (tx) =>
      hookMessages(tx, (await demandWebhook(tx, visitor, id)).id, wanted),
    );
    if (!line) throw new Problem('not_found', `no message ${message}`);
    return viewOf(line);
  }

  /** Again, under the same id: a receiver that has it already knows it by that. */
  @Post(':message/resend')
  @HttpCode(204)
  @Needs('manage_webhooks')
  @ApiOperation({ operationId: 'resendWebhookMessage' })
  @ApiNoContentResponse()
  async resend(
    @Visiting() visitor: Visitor,
    @Param('id') id: string,
    @Param('message') given: string,
  ): Promise<void> {
    const message = demandId(given);
    await this.store.transaction({ role: 'door' }, async (tx) => {
      const hook = await demandWebhook(tx, visitor, id);
      if (hook.disabledAt) throw new Problem('hook_disabled', hook.disabledWhy ?? '');
      if (await resendHookMessage(tx, hook.id, message)) return;
      throw new Problem('not_found', `no message ${message}`);
    });
  }
}
