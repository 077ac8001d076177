import { Needs } from '#libs/http';
import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { compileCalendar, underCalendar } from '#libs/domain';
import { previewPage } from '#libs/pipeline';
import {
  CalendarChanged,
  type CheckedCalendar,
  ReferenceCache,
  type Tx,
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
import { Person } from '../door/desk.guard.js';
import { DeskWork } from '../desk-work.js';
import { PreviewPageView, PreviewQuery } from '../previews/preview.dto.js';
import { previewView } from '../previews/preview.view.js';
import {
  type Came,
  IF_MATCH,
  atAddress,
  expectedRevision,
  invalid,
  problemViews,
} from '../revisions/revisions.js';
import {
  CalendarBody,
  CalendarChecked,
  CalendarList,
  CalendarSaved,
  CalendarView,
} from './calendars.dto.js';
import { calendarView, listItem, savedView } from './calendars.view.js';

function read(code: string, body: unknown): Came<CheckedCalendar> {
  const { calendars, problems } = checkCalendarData(body);
  return atAddress(code, calendars, problems);
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
  @Needs('read_rules')
  @ApiOperation({ operationId: 'listCalendars' })
  @ApiOkResponse({ type: CalendarList })
  async list(@Person() person: DeskPerson): Promise<CalendarList> {
    const all = await this.work.run(person, (tx) => currentCalendars(tx));
    return { items: all.map(listItem) };
  }

  @Get(':code')
  @Needs('read_rules')
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
  @Needs('read_rules')
  @ApiOperation({ operationId: 'checkCalendar' })
  @ApiBody({ type: CalendarBody })
  @ApiOkResponse({ type: CalendarChecked })
  async check(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Body() body: unknown,
  ): Promise<CalendarChecked> {
    const { one: calendar, problems } = read(code, body);
    if (!calendar) return { problems: problemViews(problems), would: null };
    const plan = await this.work.run(person, (tx) => planCalendar(tx, calendar));
    return { problems: [], would: savedView(plan) };
  }

  /** Which dues open cases would have by a calendar that is not saved yet; nothing is stored. */
  @Post(':code/preview')
  @HttpCode(200)
  @Needs('read_rules')
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
    const { one: calendar, problems } = read(code, body);
    if (!calendar) throw invalid('calendar_invalid', problems, language);
    const unsaved = compileCalendar({ id: `${code}@next`, code, ...calendar.body });
    const asked = { on: { calendar: code }, other: underCalendar(unsaved) };
    const page = await this.work.run(person, (tx, reference) =>
      previewPage(tx, reference, asked, query.after ?? null, query.limit),
    );
    return previewView(page);
  }

  /** Saves a calendar as its next revision; open cases keep theirs. Administrators only. */
  @Put(':code')
  @Needs('save_calendar')
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
    const expected = expectedRevision(ifMatch);
    const { one: calendar, problems } = read(code, body);
    if (!calendar) throw invalid('calendar_invalid', problems, language);
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
