import { Problem, STATE_WORDS } from '#libs/contracts';
import { currentCycle, hasBreached } from '#libs/domain';
import { AddMineBody, CitizenView, MineAdded, type MyReport, MyReports } from '#libs/dto';
import {
  ForCitizens,
  type Language,
  PageQuery,
  languageOf,
  pageOf,
  readCursor,
  readInstant,
  writeCursor,
} from '#libs/http';
import { hashToken } from '#libs/pipeline';
import {
  type Access,
  SHORT_MS,
  Store,
  type StoredReport,
  type Tx,
  addOwnReport,
  countOwnReports,
  dropOwnReport,
  findByToken,
  loadReports,
  ownReports,
  publicTexts,
} from '#libs/store';
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type Citizen } from './citizen-door.js';
import { PerhapsDoor, SignedIn } from './citizen.guard.js';

const LIST = 'mine';

const accessOf = ({ id }: Citizen): Access => ({
  ...{ role: 'intake', withinMs: SHORT_MS, citizen: id },
});

function lineOf(report: StoredReport, text: string, language: Language): MyReport {
  return {
    ...{ code: report.code, state: report.state, state_title: STATE_WORDS[report.state][language] },
    ...{ received_at: report.receivedAt, text },
    ...{ promise: currentCycle(report).dueAt, overdue: hasBreached(report) },
  };
}

/** What a citizen who is signed in has here: their own reports, on whichever device. */
@ApiTags('citizen')
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly store: Store,
    private readonly door: PerhapsDoor,
  ) {}

  @Get()
  @ForCitizens()
  @ApiOperation({ operationId: 'readMe' })
  @ApiOkResponse({ type: CitizenView })
  async me(@SignedIn() citizen: Citizen): Promise<CitizenView> {
    const reports = await this.store.transaction(accessOf(citizen), countOwnReports);
    return { reports, expires_at: citizen.expiresAt, csrf_token: citizen.csrf };
  }

  /** The account goes, with all of its sessions; reports stay, and are opened by their tokens. */
  @Delete()
  @HttpCode(204)
  @ForCitizens()
  @ApiOperation({ operationId: 'forgetMe' })
  @ApiNoContentResponse()
  async forget(
    @SignedIn() citizen: Citizen,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('Set-Cookie', await this.door.demand().forget(citizen));
  }

  @Get('reports')
  @ForCitizens()
  @ApiOperation({ operationId: 'listMine' })
  @ApiOkResponse({ type: MyReports })
  async reports(
    @SignedIn() citizen: Citizen,
    @Query() { cursor, limit }: PageQuery,
    @Headers('accept-language') asked: string | undefined,
  ): Promise<MyReports> {
    const after = readCursor(LIST, cursor, readInstant);
    const language = languageOf(asked);
    return this.store.transaction(accessOf(citizen), async (tx) => {
      const rows = await ownReports(tx, after, limit + 1);
      const ids = rows.map(({ id }) => id);
      const loaded = new Map((await loadReports(tx, ids)).map((report) => [report.id, report]));
      const texts = await publicTexts(tx, ids);
      const { items, next } = pageOf(
        rows,
        limit,
        ({ id }) => {
          const report = loaded.get(id);
          return report ? [lineOf(report, texts.get(id) ?? report.text, language)] : [];
        },
        ({ id, receivedAt }) => writeCursor(LIST, { value: receivedAt.getTime(), id }),
      );
      return { items: items.flat(), next };
    });
  }

  /** Reports that were sent before somebody signed in: each shown to be theirs by its token. */
  @Post('reports')
  @HttpCode(200)
  @ForCitizens()
  @ApiOperation({ operationId: 'addMine' })
  @ApiOkResponse({ type: MineAdded })
  async add(@SignedIn() citizen: Citizen, @Body() { reports }: AddMineBody): Promise<MineAdded> {
    return this.store.transaction(accessOf(citizen), async (tx) => {
      const added: string[] = [];
      for (const { code, token } of reports) {
        if (await this.addOne(tx, citizen, code, token)) added.push(code);
      }
      const notFound = reports.map(({ code }) => code).filter((code) => !added.includes(code));
      return { added, not_found: notFound };
    });
  }

  private async addOne(tx: Tx, { id }: Citizen, code: string, token: string): Promise<boolean> {
    const report = await findByToken(tx, code, hashToken(token));
    if (!report) return false;
    await addOwnReport(tx, id, report.id);
    return true;
  }

  @Delete('reports/:code')
  @HttpCode(204)
  @ForCitizens()
  @ApiOperation({ operationId: 'dropMine' })
  @ApiParam({ name: 'code', type: String })
  @ApiNoContentResponse()
  async drop(@SignedIn() citizen: Citizen, @Param('code') code: string): Promise<void> {
    const dropped = await this.store.transaction(accessOf(citizen), (tx) =>
      dropOwnReport(tx, code),
    );
    if (!dropped) throw new Problem('not_found', code);
  }
}
