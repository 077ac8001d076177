import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { Needs, PageQuery, pageOf, readCursor, writeCursor } from '#libs/http';
import { blockOf } from '#libs/pipeline';
import { type BlockRow, addBlock, liftBlock, listBlocks, noteAccess } from '#libs/store';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { validate as isUuid } from 'uuid';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { DESK_SETTINGS, type DeskSettings } from '../settings.js';
import { BlockBody, BlockPage, BlockView } from './blocks.dto.js';

const LIST = 'blocks';
const LONGEST_MS = 366 * 86_400_000;

function viewOf(row: BlockRow): BlockView {
  const { id, kind, label, reason, until, addedBy, addedAt, liftedBy, liftedAt } = row;
  return {
    ...{ id, kind, label, reason, until, added_by: addedBy, added_at: addedAt },
    ...{ lifted_by: liftedBy, lifted_at: liftedAt },
  };
}

/** @throws Problem `invalid_request` */
function demandSoon(until: Date, now: Date): void {
  const ms = until.getTime() - now.getTime();
  if (ms > 0 && ms <= LONGEST_MS) return;
  const message = 'it must end after now, and within a year';
  throw new Problem('invalid_request', message, [{ field: 'until', message }]);
}

/** Who may not file, by address, device or telephone number, and until when. */
@ApiTags('moderation')
@Controller('v1/desk/blocks')
export class BlocksController {
  constructor(
    private readonly work: DeskWork,
    @Inject(DESK_SETTINGS) private readonly settings: DeskSettings,
  ) {}

  @Get()
  @Needs('manage_blocks')
  @ApiOperation({ operationId: 'listBlocks' })
  @ApiOkResponse({ type: BlockPage })
  async list(
    @Person() person: DeskPerson,
    @Query() { cursor, limit }: PageQuery,
  ): Promise<BlockPage> {
    const after = readCursor(LIST, cursor, (value) => (value === null ? null : undefined));
    const rows = await this.work.run(person, (tx) => listBlocks(tx, after?.id ?? null, limit + 1));
    return pageOf(rows, limit, viewOf, ({ id }) => writeCursor(LIST, { value: null, id }));
  }

  @Post()
  @HttpCode(201)
  @Needs('manage_blocks')
  @ApiOperation({ operationId: 'addBlock' })
  @ApiCreatedResponse({ type: BlockView })
  async add(
    @Person() person: DeskPerson,
    @Body() { kind, value, reason, until }: BlockBody,
  ): Promise<BlockView> {
    const { code: by } = person;
    const block = blockOf(this.settings.secret, kind, value);
    return this.work.run(person, async (tx) => {
      const end = new Date(until);
      demandSoon(end, tx.now);
      const row = await addBlock(tx, { ...block, reason, until: end }, by);
      await noteAccess(tx, 'block_added', { by, data: { block: row.id, kind } });
      return viewOf(row);
    });
  }

  @Post(':id/lift')
  @HttpCode(200)
  @Needs('manage_blocks')
  @ApiOperation({ operationId: 'liftBlock' })
  @ApiOkResponse({ type: BlockView })
  async lift(@Person() person: DeskPerson, @Param('id') id: string): Promise<BlockView> {
    const { code: by } = person;
    return this.work.run(person, async (tx) => {
      const row = isUuid(id) ? await liftBlock(tx, id, by) : null;
      if (!row) throw new Problem('not_found', `no block ${id}`);
      await noteAccess(tx, 'block_lifted', { by, data: { block: id, kind: row.kind } });
      return viewOf(row);
    });
  }
}
