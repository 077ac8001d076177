import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { Needs } from '#libs/http';
import {
  EDITED_KINDS,
  EntryChanged,
  type EntryRevision,
  type EditedKind,
  ReferenceCache,
  type SavedEntry,
  alone,
  checkEntry,
  currentEntries,
  entryRevisions,
  planEntry,
  saveEntry,
  surroundings,
} from '#libs/store';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { IF_MATCH, expectedRevision, invalid, problemViews } from '../revisions/revisions.js';
import {
  ANY_ENTRY,
  CatalogueChecked,
  CatalogueList,
  CatalogueSaved,
  CatalogueView,
  type EntryRevisionView,
} from './catalogue.dto.js';

function revisionView(one: EntryRevision<EditedKind>): EntryRevisionView {
  const { revision, savedAt, savedBy, entry } = one;
  return { revision, saved_at: savedAt, saved_by: savedBy, entry: entry };
}

function savedView({ result, revision, before, changes }: SavedEntry): CatalogueSaved {
  return { result, revision, before, changes };
}

function asProblem(error: unknown): never {
  if (error instanceof EntryChanged) throw new Problem('reference_changed', error.message);
  throw error;
}

/** @throws Problem `not_found` naming the kinds that there are */
function kindOf(text: string): EditedKind {
  const kind = EDITED_KINDS.find((known) => known === text);
  if (kind) return kind;
  throw new Problem('not_found', `no kind "${text}": one of ${EDITED_KINDS.join(', ')}`);
}

/** Streams, categories, units, networks and routing rules, entry by entry: administrators save them. */
@ApiTags('catalogue')
@ApiParam({ name: 'kind', enum: EDITED_KINDS })
@Controller('v1/desk/catalogue/:kind')
export class CatalogueController {
  constructor(
    private readonly work: DeskWork,
    private readonly reference: ReferenceCache,
  ) {}

  @Get()
  @Needs('read_rules')
  @ApiOperation({ operationId: 'listCatalogue' })
  @ApiOkResponse({ type: CatalogueList })
  async list(@Person() person: DeskPerson, @Param('kind') asked: string): Promise<CatalogueList> {
    const kind = kindOf(asked);
    const entries = await this.work.run(person, (tx) => currentEntries(tx, kind));
    return { kind, items: entries.map((one) => ({ code: one.code, ...revisionView(one) })) };
  }

  @Get(':code')
  @Needs('read_rules')
  @ApiOperation({ operationId: 'readCatalogue' })
  @ApiOkResponse({ type: CatalogueView, description: 'With the revision as its ETag' })
  async one(
    @Person() person: DeskPerson,
    @Param('kind') asked: string,
    @Param('code') code: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CatalogueView> {
    const kind = kindOf(asked);
    const revisions = await this.work.run(person, (tx) => entryRevisions(tx, kind, code));
    const [current] = revisions;
    if (!current) throw new Problem('not_found', `no ${kind} ${code}`);
    void reply.header('ETag', `"${current.revision}"`);
    return { kind, code, ...revisionView(current), revisions: revisions.map(revisionView) };
  }

  /** Says what is wrong with an entry, or what saving it would change; nothing is stored. */
  @Post(':code/check')
  @HttpCode(200)
  @Needs('read_rules')
  @ApiOperation({ operationId: 'checkCatalogue' })
  @ApiBody({ schema: ANY_ENTRY })
  @ApiOkResponse({ type: CatalogueChecked })
  async check(
    @Person() person: DeskPerson,
    @Param('kind') asked: string,
    @Param('code') code: string,
    @Body() body: unknown,
  ): Promise<CatalogueChecked> {
    const kind = kindOf(asked);
    return this.work.run(person, async (tx) => {
      const { row, problems } = checkEntry(kind, code, body, await surroundings(tx));
      if (!row) return { problems: problemViews(problems), would: null };
      return { problems: [], would: savedView(await planEntry(tx, kind, row)) };
    });
  }

  /**
   * Puts an entry in force, a new one too. Nothing is taken away: what is given up gets a day of end.
   * Administrators only.
   */
  @Put(':code')
  @Needs('save_reference')
  @ApiOperation({ operationId: 'saveCatalogue' })
  @ApiHeader(IF_MATCH)
  @ApiBody({ schema: ANY_ENTRY })
  @ApiOkResponse({ type: CatalogueSaved, description: 'With the revision as its ETag' })
  async save(
    @Person() person: DeskPerson,
    @Param('kind') asked: string,
    @Param('code') code: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Headers('accept-language') language: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CatalogueSaved> {
    const kind = kindOf(asked);
    const expected = expectedRevision(ifMatch);
    const saved = await this.work.run(person, async (tx) => {
      await alone(tx);
      const { row, problems } = checkEntry(kind, code, body, await surroundings(tx));
      if (!row) throw invalid('reference_invalid', problems, language);
      return saveEntry(tx, kind, row, { by: person.code, expected }).catch(asProblem);
    });
    this.reference.forget();
    void reply.header('ETag', `"${saved.revision}"`);
    return savedView(saved);
  }
}
