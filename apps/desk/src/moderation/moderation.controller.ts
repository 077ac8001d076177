import { type DeskPerson } from '#libs/access';
import { ORIGIN_WORDS, SUSPICION_WORDS } from '#libs/contracts';
import { WhyBody } from '#libs/dto';
import {
  Needs,
  type Language,
  PageQuery,
  languageOf,
  pageOf,
  readCursor,
  readInstant,
  writeCursor,
} from '#libs/http';
import { letPassStage } from '#libs/pipeline';
import { type HeldRow, heldReports } from '#libs/store';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { CaseView } from '../views/case.dto.js';
import { type HeldItem, HeldPage } from './moderation.dto.js';

const LIST = 'moderation';

function whyOf({ kind, shares }: HeldRow, language: Language): string {
  const common = shares.map((one) => ORIGIN_WORDS[one][language]).join(', ');
  return `${SUSPICION_WORDS[kind][language]}: ${common}`;
}

function itemOf(row: HeldRow, language: Language): HeldItem {
  const { code, version, state, stream, category, area, text, address } = row;
  const { received_at, promise, found_at: held_at, kind, shares, others } = row;
  return {
    ...{ code, version, state, stream, category, area, text, address },
    ...{ received_at, promise, held_at, kind, shares, others },
    why: whyOf(row, language),
  };
}

/** What was held as a flood, or as its reporter's own again: a moderator lets it pass, or it is spam. */
@ApiTags('moderation')
@Controller('v1/desk')
export class ModerationController {
  constructor(private readonly work: DeskWork) {}

  @Get('moderation')
  @Needs('moderate_reports')
  @ApiOperation({ operationId: 'readModeration' })
  @ApiOkResponse({ type: HeldPage })
  async list(
    @Person() person: DeskPerson,
    @Headers('accept-language') language: string | undefined,
    @Query() { cursor, limit }: PageQuery,
  ): Promise<HeldPage> {
    const after = readCursor(LIST, cursor, (value) => readInstant(value) ?? undefined);
    const rows = await this.work.run(person, (tx) => heldReports(tx, after, limit + 1));
    return pageOf(
      rows,
      limit,
      (row) => itemOf(row, languageOf(language)),
      ({ found_at, id }) => writeCursor(LIST, { value: found_at.getTime(), id }),
    );
  }

  @Post('reports/:code/let-pass')
  @HttpCode(200)
  @Needs('moderate_reports')
  @ApiOperation({ operationId: 'letPass' })
  @ApiOkResponse({ type: CaseView })
  pass(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Body() { reason }: WhyBody,
  ): Promise<CaseView> {
    const { actor } = person;
    return this.work.change(person, code, (tx, reference) =>
      letPassStage(tx, reference, { code, actor, reason }),
    );
  }
}
