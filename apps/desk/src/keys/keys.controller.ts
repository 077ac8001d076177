import { type DeskPerson, newApiKey } from '#libs/access';
import { Problem } from '#libs/contracts';
import { Needs } from '#libs/http';
import {
  type KeyLine,
  ReferenceCache,
  Store,
  insertKey,
  listKeys,
  noteAccess,
  revokeKey,
} from '#libs/store';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Person } from '../door/desk.guard.js';
import { demandId } from '../lists/id.js';
import { scopeOf } from '../people/staff.js';
import { KeyBody, KeyList, type KeyView, NewKeyView } from './keys.dto.js';

const LONGEST_MS = 2 * 366 * 86_400_000;

function invalid(field: string, message: string): Problem {
  return new Problem('invalid_request', `${field}: ${message}`, [{ field, message }]);
}

/** @throws Problem `invalid_request` where it has passed, or is too far away to be remembered */
function expiryOf(text: string): Date {
  const at = new Date(text);
  const left = at.getTime() - Date.now();
  if (left > 0 && left <= LONGEST_MS) return at;
  throw invalid('expires_at', 'give an instant from now to two years ahead');
}

function viewOf(line: KeyLine): KeyView {
  const { id, name, rights, streams, areas, units, networks } = line;
  return {
    ...{ id, name, rights, scope: { streams, areas, units, networks } },
    ...{ made_by: line.madeBy, made_at: line.madeAt, expires_at: line.expiresAt },
    ...{ revoked_at: line.revokedAt, revoked_by: line.revokedBy, last_used_at: line.lastUsedAt },
  };
}

/** The keys with which other systems come in: made, listed, taken back. */
@ApiTags('keys')
@Controller('v1/desk/keys')
export class KeysController {
  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
  ) {}

  @Get()
  @Needs('manage_keys')
  @ApiOperation({ operationId: 'listKeys' })
  @ApiOkResponse({ type: KeyList })
  async list(): Promise<KeyList> {
    const lines = await this.store.transaction({ role: 'door' }, listKeys);
    return { items: lines.map(viewOf) };
  }

  @Post()
  @HttpCode(201)
  @Needs('manage_keys')
  @ApiOperation({ operationId: 'makeKey' })
  @ApiCreatedResponse({ type: NewKeyView })
  async make(@Person() { code: by }: DeskPerson, @Body() body: KeyBody): Promise<NewKeyView> {
    const reference = await this.reference.get();
    const scope = scopeOf(body.scope, reference);
    if (body.rights.includes('file_cases') && !scope.units.includes('*')) {
      throw invalid('scope.units', 'who files sees what no unit has yet: give * with file_cases');
    }
    const { name, rights } = body;
    const { token, hash: tokenHash } = newApiKey();
    const key = { name: name.trim(), rights, tokenHash, expiresAt: expiryOf(body.expires_at) };
    const id = await this.store.transaction({ role: 'door' }, async (tx) => {
      const made = await insertKey(tx, { ...key, ...scope, madeBy: by });
      await noteAccess(tx, 'key_made', { by, data: { key: made, rights } });
      return made;
    });
    return { id, token };
  }

  /** From the next request on the key opens nothing, at every process. */
  @Post(':id/revoke')
  @HttpCode(204)
  @Needs('manage_keys')
  @ApiOperation({ operationId: 'revokeKey' })
  @ApiNoContentResponse()
  async revoke(@Person() { code: by }: DeskPerson, @Param('id') given: string): Promise<void> {
    const id = demandId(given);
    await this.store.transaction({ role: 'door' }, async (tx) => {
      if (!(await revokeKey(tx, id, by))) throw new Problem('not_found', `no key ${id} in force`);
      await noteAccess(tx, 'key_revoked', { by, data: { key: id } });
    });
  }
}
