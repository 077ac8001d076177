import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { Needs, pageOf, PageQuery, readCursor, writeCursor } from '#libs/http';
import { type Mention, mentionsOf, readMention } from '#libs/store';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { validate as isUuid } from 'uuid';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { MentionPage, MentionView } from './notes.dto.js';

const LIST = 'mentions';

function viewOf({ id, reportCode, author, text, at, readAt }: Mention): MentionView {
  return { id, report: reportCode, author, text, at, read_at: readAt };
}

/** Where a person was mentioned: their own, and of cases that they still see. */
@ApiTags('notes')
@Controller('v1/desk/mentions')
export class MentionsController {
  constructor(private readonly work: DeskWork) {}

  @Get()
  @Needs('use_desk')
  @ApiOperation({ operationId: 'listMentions' })
  @ApiOkResponse({ type: MentionPage })
  async list(
    @Person() person: DeskPerson,
    @Query() { cursor, limit }: PageQuery,
  ): Promise<MentionPage> {
    const place = readCursor(LIST, cursor, (value) =>
      typeof value === 'boolean' ? value : undefined,
    );
    const after = place && { unread: place.value, id: place.id };
    const rows = await this.work.run(person, (tx) => mentionsOf(tx, person.code, after, limit + 1));
    return pageOf(rows, limit, viewOf, ({ id, readAt }) =>
      writeCursor(LIST, { value: readAt === null, id }),
    );
  }

  /** Notes that it was read; a second time changes nothing. */
  @Post(':id/read')
  @HttpCode(200)
  @Needs('use_desk')
  @ApiOperation({ operationId: 'readMention' })
  @ApiOkResponse({ type: MentionView })
  async read(@Person() person: DeskPerson, @Param('id') id: string): Promise<MentionView> {
    const mention = isUuid(id)
      ? await this.work.run(person, (tx) => readMention(tx, person.code, id))
      : null;
    if (!mention) throw new Problem('not_found', `no mention ${id} of yours`);
    return viewOf(mention);
  }
}
