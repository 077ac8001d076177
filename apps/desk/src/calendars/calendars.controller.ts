import { Problem } from '#libs/contracts';
import { Refusal, compileCalendar, underCalendar } from '#libs/domain';
import { languageOf } from '#libs/http';
import { previewPage } from '#libs/pipeline';
import {
  CalendarChanged,
  ReferenceCache,
  type Tx,
  type WrittenProblem,
  calendarRevisions,
  checkCalendarData,
  currentCalendars,
  planCalendar,
  saveCalendar,
} from '#libs/store';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Person } from '../desk.guard.js';
import { DeskWork } from '../desk-work.js';
import { type DeskPerson } from '../person.js';
import { PreviewPageView, PreviewQuery } from '../previews/preview.dto.js';
import { previewView } from '../previews/preview.view.js';
import {
  CalendarBody,
  CalendarChecked,
  CalendarList,
  CalendarSaved,
  CalendarView,
} from './calendars.dto.js';
import { calendarView, listItem, savedView } from './calendars.view.js';

const IF_MATCH = {
  name: 'If-Match',
  required: true,
  description: 'The revision that was read, such as "3"; "0" for a calendar that is new',
};

/** The revision that an editor has read: without it one would overwrite what another has saved. */
function expectedRevision(ifMatch: string | undefined): number {
  const [, revision] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch?.trim() ?? '') ?? [];
  if (revision !== undefined) return Number(revision);
  const message = 'send the revision that you read, such as If-Match: "3", or "0" for a new one';
  throw new Problem('invalid_request', `If-Match: ${message}`, [{ field: 'If-Match', message }]);
}

/** A calendar as it came, held against its rules and against the address that it came to. */
function read(code: string, body: unknown): ReturnType<typeof checkCalendarData> {
  const { calendars, problems } = checkCalendarData(body);
  const [calendar] = calendars;
  if (!calendar || calendar.code === code) return { calendars, problems };
  const vi = `mã "${calendar.code}" khác mã "${code}" ở địa chỉ; dùng cùng một mã`;
  const en = `the code "${calendar.code}" is not the "${code}" of the address; use one code`;
  return { calendars: [], problems: [{ place: 'code', text: { vi, en } }] };
}

/** All problems of a calendar as one refusal. */
function invalid(problems: readonly WrittenProblem[], language: string | undefined): Problem {
  const lang = languageOf(language);
  const faults = problems.map(({ place, text }) => ({ field: place, message: text[lang] }));
  return new Problem('calendar_invalid', faults.map(({ field }) => field).join(', '), faults);
}

/** Calendars: everybody at the desk reads and tries them, administrators save them. */
@ApiTags('calendars')
@Controller('v1/desk/calendars')
export class CalendarsController {
  constructor(
    private readonly work: DeskWork,
    private readonly reference: ReferenceCache,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listCalendars' })
  @ApiOkResponse({ type: CalendarList })
  async list(@Person() person: DeskPerson): Promise<CalendarList> {
    const all = await this.work.run(person, (tx) => currentCalendars(tx));
    return { items: all.map(listItem) };
  }

  @Get(':code')
  @ApiOperation({ operationId: 'readCalendar' })
  @ApiOkResponse({ type: CalendarView, description: 'With the revision as its ETag' })
  async one(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CalendarView> {
    const revisions = await this.work.run(person, (tx) => calendarRevisions(tx, code));
    const current = revisions.find((one) => one.current);
    if (!current) throw new Problem('not_found', `no calendar ${code}`);
    void reply.header('ETag', `"${current.revision}"`);
    return calendarView(current, revisions);
  }

  /** Says what is wrong with a calendar, or what saving it would change; nothing is stored. */
  @Post(':code/check')
  @HttpCode(200)
  @ApiOperation({ operationId: 'checkCalendar' })
  @ApiBody({ type: CalendarBody })
  @ApiOkResponse({ type: CalendarChecked })
  async check(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Body() body: unknown,
  ): Promise<CalendarChecked> {
    const { calendars, problems } = read(code, body);
    const [calendar] = calendars;
    if (!calendar) {
      return {
        problems: problems.map(({ place, text }) => ({ field: place, message: text })),
        would: null,
      };
    }
    const plan = await this.work.run(person, (tx) => planCalendar(tx, calendar));
    return { problems: [], would: savedView(plan) };
  }

  /** Which dues open cases would have by a calendar that is not saved yet; nothing is stored. */
  @Post(':code/preview')
  @HttpCode(200)
  @ApiOperation({ operationId: 'previewCalendar' })
  @ApiBody({ type: CalendarBody })
  @ApiOkResponse({ type: PreviewPageView })
  async preview(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Headers('accept-language') language: string | undefined,
    @Query() query: PreviewQuery,
    @Body() body: unknown,
  ): Promise<PreviewPageView> {
    const { calendars, problems } = read(code, body);
    const [calendar] = calendars;
    if (!calendar) throw invalid(problems, language);
    const unsaved = compileCalendar({ id: `${code}@next`, code, ...calendar.body });
    const asked = { on: { calendar: code }, other: underCalendar(unsaved) };
    const page = await this.work.run(person, (tx, reference) =>
      previewPage(tx, reference, asked, query.after ?? null, query.limit),
    );
    return previewView(page);
  }

  /** Saves a calendar as its next revision; open cases keep theirs. Administrators only. */
  @Put(':code')
  @ApiOperation({ operationId: 'saveCalendar' })
  @ApiHeader(IF_MATCH)
  @ApiBody({ type: CalendarBody })
  @ApiOkResponse({ type: CalendarSaved, description: 'With the revision as its ETag' })
  async save(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Headers('accept-language') language: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CalendarSaved> {
    if (person.actor.role !== 'admin') {
      throw new Refusal('role_not_allowed', { action: 'save_calendar', allowed: ['admin'] });
    }
    const expected = expectedRevision(ifMatch);
    const { calendars, problems } = read(code, body);
    const [calendar] = calendars;
    if (!calendar) throw invalid(problems, language);
    const saved = await this.work.run(person, (tx: Tx) =>
      saveCalendar(tx, calendar, { by: person.code, expected }).catch(asProblem),
    );
    this.reference.forget();
    void reply.header('ETag', `"${saved.revision}"`);
    return savedView(saved);
  }
}

function asProblem(error: unknown): never {
  if (error instanceof CalendarChanged) throw new Problem('calendar_changed', error.message);
  throw error;
}
