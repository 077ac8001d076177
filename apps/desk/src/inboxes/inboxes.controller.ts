import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { INBOX_NAMES, type InboxName, Refusal, inboxRoles, inboxesOf } from '#libs/domain';
import { Needs, pageOf, PageQuery, readCursor, readInstant, writeCursor } from '#libs/http';
import { type InboxPerson, type InboxRow, inboxCount, inboxRows } from '#libs/store';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import {
  COUNTED_AT_MOST,
  type InboxCount,
  InboxCounts,
  type InboxItem,
  InboxPage,
} from './inboxes.dto.js';

function whose({ code, actor, scope }: DeskPerson): InboxPerson {
  return { code, unitCodes: actor.unitCodes, networkCodes: scope.networks };
}

/**
 * The inbox of that name, where the person's role has one.
 * @throws Problem `not_found`; Refusal `role_not_allowed` naming whose it is
 */
function inboxOf(given: string, { actor: { role } }: DeskPerson): InboxName {
  const name = INBOX_NAMES.find((known) => known === given);
  if (!name) throw new Problem('not_found', `no inbox ${given}: ${INBOX_NAMES.join(', ')}`);
  const roles = inboxRoles(name);
  if (roles.includes(role)) return name;
  throw new Refusal('role_not_allowed', { action: name, allowed: [...roles] });
}

function itemOf(row: InboxRow): InboxItem {
  const { code, version, state, stream, category, area, network, unit } = row;
  const { priority, text, address, received_at, promise, due } = row;
  return {
    ...{ code, version, state, stream, category, area, network, unit },
    ...{ priority, text, address, received_at, promise, due },
  };
}

/** What waits for a person, read from the cases as they are at this moment. */
@ApiTags('inboxes')
@Controller('v1/desk/inboxes')
export class InboxesController {
  constructor(private readonly work: DeskWork) {}

  @Get()
  @Needs('use_desk')
  @ApiOperation({ operationId: 'countInboxes' })
  @ApiOkResponse({ type: InboxCounts })
  async counts(@Person() person: DeskPerson): Promise<InboxCounts> {
    return this.work.run(person, async (tx) => {
      const items: InboxCount[] = [];
      for (const name of inboxesOf(person.actor.role)) {
        const count = await inboxCount(tx, name, whose(person), COUNTED_AT_MOST + 1);
        const more = count > COUNTED_AT_MOST;
        items.push({ name, count: Math.min(count, COUNTED_AT_MOST), more });
      }
      return { items };
    });
  }

  @Get(':name')
  @Needs('use_desk')
  @ApiOperation({ operationId: 'readInbox' })
  @ApiParam({ name: 'name', enum: INBOX_NAMES })
  @ApiOkResponse({ type: InboxPage })
  async read(
    @Person() person: DeskPerson,
    @Param('name') given: string,
    @Query() { cursor, limit }: PageQuery,
  ): Promise<InboxPage> {
    const name = inboxOf(given, person);
    const after = readCursor(name, cursor, readInstant);
    const rows = await this.work.run(person, (tx) =>
      inboxRows(tx, name, whose(person), after, limit + 1),
    );
    return pageOf(rows, limit, itemOf, ({ due, id }) =>
      writeCursor(name, { value: due?.getTime() ?? null, id }),
    );
  }
}
