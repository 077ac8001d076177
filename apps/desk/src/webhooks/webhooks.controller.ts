import { HOOK_SECRET, seal } from '#libs/access';
import { Problem } from '#libs/contracts';
import { Needs } from '#libs/http';
import { Outgoing, OutgoingError, newWebhookSecret } from '#libs/outgoing';
import {
  type AccessKind,
  type KeyScope,
  ReferenceCache,
  Store,
  type WebhookLine,
  insertWebhook,
  listWebhooks,
  noteAccess,
  rotateSecret,
  setDisabled,
} from '#libs/store';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Visiting } from '../door/desk.guard.js';
import { type Visitor } from '../door/door.js';
import { scopeOf } from '../people/staff.js';
import { DESK_SETTINGS, type DeskSettings } from '../settings.js';
import { demandWebhook, ownerOf } from './owner.js';
import {
  EVENT_KINDS,
  NewWebhookView,
  WebhookBody,
  WebhookList,
  WebhookView,
} from './webhooks.dto.js';

/** After a change both secrets sign, so that a receiver has the time to change too. */
const OVERLAP_HOURS = 24;

function viewOf(line: WebhookLine): WebhookView {
  const { id, name, url, keyId, kinds, streams, areas, units, networks, pending } = line;
  return {
    ...{ id, name, url, key: keyId, kinds, scope: { streams, areas, units, networks }, pending },
    ...{ previous_secret_until: line.previousUntil, disabled_at: line.disabledAt },
    ...{ disabled_why: line.disabledWhy, made_by: line.madeBy, made_at: line.madeAt },
  };
}

/** To whom acts are told by HTTP: subscriptions of other systems and of administrators. */
@ApiTags('webhooks')
@Controller('v1/desk/webhooks')
export class WebhooksController {
  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
    @Inject(DESK_SETTINGS) private readonly settings: DeskSettings,
  ) {}

  @Get()
  @Needs('manage_webhooks')
  @ApiOperation({ operationId: 'listWebhooks' })
  @ApiOkResponse({ type: WebhookList })
  async list(@Visiting() visitor: Visitor): Promise<WebhookList> {
    const owner = ownerOf(visitor);
    const lines = await this.store.transaction({ role: 'door' }, (tx) => listWebhooks(tx, owner));
    return { items: lines.map(viewOf) };
  }

  /** Of acts from now on. The secret with which each message is signed is shown this once. */
  @Post()
  @HttpCode(201)
  @Needs('manage_webhooks')
  @ApiOperation({ operationId: 'makeWebhook' })
  @ApiCreatedResponse({ type: NewWebhookView })
  async make(@Visiting() visitor: Visitor, @Body() body: WebhookBody): Promise<NewWebhookView> {
    const { name, kinds } = body;
    const url = this.demandUrl(body.url);
    const scope = await this.scopeFor(visitor, body);
    const secret = newWebhookSecret();
    const by = visitor.person.code;
    const hook = {
      ...{ ...scope, url, name: name.trim(), kinds: kinds ?? EVENT_KINDS, madeBy: by },
      ...{ keyId: visitor.key?.id ?? null, secret: this.seal(secret) },
    };
    const id = await this.store.transaction({ role: 'door' }, async (tx) => {
      const made = await insertWebhook(tx, hook);
      await noteAccess(tx, 'webhook_made', { by, data: { webhook: made } });
      return made;
    });
    return { id, secret };
  }

  @Get(':id')
  @Needs('manage_webhooks')
  @ApiOperation({ operationId: 'readWebhook' })
  @ApiOkResponse({ type: WebhookView })
  async read(@Visiting() visitor: Visitor, @Param('id') id: string): Promise<WebhookView> {
    return viewOf(
      await this.store.transaction({ role: 'door' }, (tx) => demandWebhook(tx, visitor, id)),
    );
  }

  /** A new secret; the one before signs beside it for a day. */
  @Post(':id/rotate')
  @HttpCode(200)
  @Needs('manage_webhooks')
  @ApiOperation({ operationId: 'rotateWebhook' })
  @ApiOkResponse({ type: NewWebhookView })
  async rotate(@Visiting() visitor: Visitor, @Param('id') given: string): Promise<NewWebhookView> {
    const secret = newWebhookSecret();
    const id = await this.change(visitor, given, 'webhook_rotated', async (tx, line) => {
      await rotateSecret(tx, line.id, this.seal(secret), OVERLAP_HOURS);
    });
    return { id, secret };
  }

  /** Nothing is sent any more; what waits counts as failed. */
  @Post(':id/disable')
  @HttpCode(204)
  @Needs('manage_webhooks')
  @ApiOperation({ operationId: 'disableWebhook' })
  @ApiNoContentResponse()
  async disable(@Visiting() visitor: Visitor, @Param('id') id: string): Promise<void> {
    await this.change(visitor, id, 'webhook_disabled', (tx, line) =>
      setDisabled(tx, line.id, `turned off by ${visitor.person.code}`),
    );
  }

  /** Of acts from now on; what failed meanwhile can be sent again by hand. */
  @Post(':id/enable')
  @HttpCode(204)
  @Needs('manage_webhooks')
  @ApiOperation({ operationId: 'enableWebhook' })
  @ApiNoContentResponse()
  async enable(@Visiting() visitor: Visitor, @Param('id') id: string): Promise<void> {
    await this.change(visitor, id, 'webhook_enabled', (tx, line) => setDisabled(tx, line.id, null));
  }

  private async change(
    visitor: Visitor,
    id: string,
    kind: AccessKind,
    work: (tx: Parameters<typeof demandWebhook>[0], line: WebhookLine) => Promise<void>,
  ): Promise<string> {
    return this.store.transaction({ role: 'door' }, async (tx) => {
      const line = await demandWebhook(tx, visitor, id);
      await work(tx, line);
      await noteAccess(tx, kind, { by: visitor.person.code, data: { webhook: line.id } });
      return line.id;
    });
  }

  private seal(secret: string): Buffer {
    return seal(this.settings.secret, HOOK_SECRET, secret);
  }

  /** @throws Problem `hook_address_refused` */
  private demandUrl(text: string): string {
    const outgoing = new Outgoing(this.settings.outgoing ?? { allowLoopback: false });
    try {
      return outgoing.demandAddress(text).href;
    } catch (error) {
      if (!(error instanceof OutgoingError)) throw error;
      const faults = [{ field: 'url', message: error.message }];
      throw new Problem('hook_address_refused', `url: ${error.message}`, faults);
    }
  }

  /** A key's own scope, whatever it asks for: it is told of nothing that it could not read. */
  private async scopeFor({ key, person }: Visitor, { scope }: WebhookBody): Promise<KeyScope> {
    if (!key) return scopeOf(scope, await this.reference.get());
    if (scope !== undefined) {
      const message = 'a key is told of what it sees; leave it out';
      throw new Problem('invalid_request', `scope: ${message}`, [{ field: 'scope', message }]);
    }
    if (!key.rights.includes('read_cases')) throw new Problem('key_right_missing', 'read_cases');
    const { streams, areas, units, networks } = person.scope;
    return { streams, areas, units, networks };
  }
}
