import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { type JsonObject, Refusal, holders, holds } from '#libs/domain';
import { Needs, validated } from '#libs/http';
import {
  type Reference,
  type SavedView,
  type Tx,
  countReports,
  deleteView,
  saveView,
  viewsFor,
} from '#libs/store';
import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { demandId } from '../lists/id.js';
import { ListQuery } from '../lists/list.dto.js';
import { questionOf } from '../lists/question.js';
import {
  COUNTED_AT_MOST,
  ViewBody,
  ViewCount,
  ViewCounts,
  ViewList,
  ViewView,
} from './saved-views.dto.js';

const MOST = 50;
const PREFIX = 'query.';
/** Of a page, and not of what is asked for. */
const OF_A_PAGE = ['cursor', 'limit'];

function viewOf({ id, name, shared, person, query, savedAt }: SavedView): ViewView {
  return { id, name, shared, person, query, saved_at: savedAt };
}

/**
 * A query as it is kept: read by the very DTO of the list, and then as it was sent.
 * @throws Problem `invalid_request`, `unknown_reference` naming what is wrong in it
 */
async function queryOf(
  sent: object,
  reference: Reference,
  person: DeskPerson,
): Promise<JsonObject> {
  const page = OF_A_PAGE.filter((field) => field in sent);
  if (page.length > 0) {
    const message = 'it is of a page: leave it out';
    const faults = page.map((field) => ({ field: `${PREFIX}${field}`, message }));
    throw new Problem('invalid_request', faults.map(({ field }) => field).join(', '), faults);
  }
  questionOf(await validated(ListQuery, sent, PREFIX), reference, person);
  return { ...sent };
}

/** @throws Refusal `role_not_allowed` of whoever may not give everybody a view */
function demandSharing({ actor: { role } }: DeskPerson): void {
  if (holds(role, 'share_views')) return;
  throw new Refusal('role_not_allowed', {
    action: 'share_views',
    allowed: [...holders('share_views')],
  });
}

/** How many a view finds; one that names what is no longer there finds nothing to count. */
async function countOf(
  tx: Tx,
  reference: Reference,
  person: DeskPerson,
  view: SavedView,
): Promise<ViewCount> {
  try {
    const question = questionOf(await validated(ListQuery, view.query, PREFIX), reference, person);
    const count = await countReports(tx, question, COUNTED_AT_MOST + 1);
    const more = count > COUNTED_AT_MOST;
    return { id: view.id, count: Math.min(count, COUNTED_AT_MOST), more };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { id: view.id, count: null, more: false };
  }
}

/** Lists that people come back to, under a name. */
@ApiTags('views')
@Controller('v1/desk/views')
export class SavedViewsController {
  constructor(private readonly work: DeskWork) {}

  @Get()
  @Needs('use_desk')
  @ApiOperation({ operationId: 'listViews' })
  @ApiOkResponse({ type: ViewList })
  async list(@Person() person: DeskPerson): Promise<ViewList> {
    const views = await this.work.run(person, (tx) => viewsFor(tx, person.code));
    return { items: views.map(viewOf) };
  }

  /** How many reports each of them finds, within the person's own scope. */
  @Get('counts')
  @Needs('use_desk')
  @ApiOperation({ operationId: 'countViews' })
  @ApiOkResponse({ type: ViewCounts })
  async counts(@Person() person: DeskPerson): Promise<ViewCounts> {
    return this.work.run(person, async (tx, reference) => {
      const items: ViewCount[] = [];
      for (const view of await viewsFor(tx, person.code)) {
        items.push(await countOf(tx, reference, person, view));
      }
      return { items };
    });
  }

  /** Writes one of the person's own, new or changed; its id is a UUID that the client makes. */
  @Put(':id')
  @Needs('use_desk')
  @ApiOperation({ operationId: 'saveView' })
  @ApiOkResponse({ type: ViewView })
  async save(
    @Person() person: DeskPerson,
    @Param('id') given: string,
    @Body() body: ViewBody,
  ): Promise<ViewView> {
    const id = demandId(given);
    const shared = body.shared ?? false;
    if (shared) demandSharing(person);
    return this.work.run(person, async (tx, reference) => {
      const query = await queryOf(body.query, reference, person);
      const own = (await viewsFor(tx, person.code)).filter((view) => view.person === person.code);
      if (own.length >= MOST && !own.some((view) => view.id === id)) {
        throw new Problem('too_many_views', `${MOST}`);
      }
      const named = { id, person: person.code, name: body.name.trim() };
      const saved = await saveView(tx, { ...named, shared, query });
      if (!saved) throw new Problem('not_found', `no view ${id} of yours`);
      return viewOf(saved);
    });
  }

  /** Deletes one of the own; who may share may take away what another has shared. */
  @Delete(':id')
  @HttpCode(204)
  @Needs('use_desk')
  @ApiOperation({ operationId: 'deleteView' })
  @ApiNoContentResponse()
  async delete(@Person() person: DeskPerson, @Param('id') given: string): Promise<void> {
    const id = demandId(given);
    const sharedToo = holds(person.actor.role, 'share_views');
    const gone = await this.work.run(person, (tx) => deleteView(tx, person.code, id, sharedToo));
    if (!gone) throw new Problem('not_found', `no view ${id} of yours`);
  }
}
