import { Needs } from '#libs/http';
import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { ReasonBody } from '#libs/dto';
import { Refusal, compileCalendar, underCalendar } from '#libs/domain';
import { previewPage } from '#libs/pipeline';
import {
  type CalendarCorrectionEntity,
  type CalendarRevisionEntity,
  type Tx,
  askCalendarCorrection,
  calendarCorrections,
  confirmCalendarCorrection,
  currentCalendars,
  revisionOf,
} from '#libs/store';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Person } from '../door/desk.guard.js';
import { DeskWork } from '../desk-work.js';
import { PreviewPageView, PreviewQuery } from '../previews/preview.dto.js';
import { previewView } from '../previews/preview.view.js';
import { CalendarCorrectionList, CalendarCorrectionView } from './calendar-corrections.dto.js';

function view(one: CalendarCorrectionEntity): CalendarCorrectionView {
  return {
    id: one.id,
    revision: one.revisionId,
    reason: one.reason,
    asked_by: one.askedBy,
    asked_at: one.askedAt,
    confirmed_by: one.confirmedBy,
    confirmed_at: one.confirmedAt,
    moved: one.moved,
    kept: one.kept,
    done_at: one.doneAt,
  };
}

/** The revision that is in force under a code. */
async function inForce(tx: Tx, code: string): Promise<CalendarRevisionEntity> {
  const current = (await currentCalendars(tx)).find((one) => one.code === code);
  if (!current) throw new Problem('not_found', `no calendar ${code}`);
  return current;
}

/**
 * A calendar that was wrong, put right for the cases that run: previewed by everybody at the desk for
 * the cases in sight, asked by one administrator, confirmed by another, and then carried out case by
 * case by the deadlines' worker (clock law 5).
 */
@ApiTags('calendars')
@Controller('v1/desk/calendars/:code/corrections')
export class CalendarCorrectionsController {
  constructor(private readonly work: DeskWork) {}

  @Get()
  @Needs('read_rules')
  @ApiOperation({ operationId: 'listCalendarCorrections' })
  @ApiOkResponse({ type: CalendarCorrectionList })
  async list(
    @Person() person: DeskPerson,
    @Param('code') code: string,
  ): Promise<CalendarCorrectionList> {
    const all = await this.work.run(person, (tx) => calendarCorrections(tx, code));
    return { items: all.map(view) };
  }

  /** Which dues open cases would have by the revision in force; nothing is changed. */
  @Get('preview')
  @Needs('read_rules')
  @ApiOperation({ operationId: 'previewCalendarCorrection' })
  @ApiOkResponse({ type: PreviewPageView })
  async preview(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Query() query: PreviewQuery,
  ): Promise<PreviewPageView> {
    const page = await this.work.run(person, async (tx, reference) => {
      // Read here, since another process may have saved it a moment ago.
      const other = underCalendar(compileCalendar(revisionOf(await inForce(tx, code))));
      return previewPage(
        tx,
        reference,
        { on: { calendar: code }, other },
        query.after ?? null,
        query.limit,
      );
    });
    return previewView(page);
  }

  /** Asks to have the open cases counted by the revision in force; nothing is changed yet. */
  @Post()
  @HttpCode(202)
  @Needs('correct')
  @ApiOperation({ operationId: 'askCalendarCorrection' })
  @ApiAcceptedResponse({ type: CalendarCorrectionView })
  async ask(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Body() { reason }: ReasonBody,
  ): Promise<CalendarCorrectionView> {
    if (reason.trim() === '') throw new Refusal('reason_needed', { action: 'correct' });
    return this.work.run(person, async (tx) => {
      const { id: revisionId } = await inForce(tx, code);
      const asked = { calendarCode: code, revisionId, reason, askedBy: person.code };
      return view(await askCalendarCorrection(tx, asked));
    });
  }

  /** Confirms what somebody else has asked, once; the worker carries it out. */
  @Post(':id/confirm')
  @HttpCode(200)
  @Needs('correct')
  @ApiOperation({ operationId: 'confirmCalendarCorrection' })
  @ApiOkResponse({ type: CalendarCorrectionView })
  async confirm(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Param('id') id: string,
  ): Promise<CalendarCorrectionView> {
    return this.work.run(person, async (tx) => {
      const asked = (await calendarCorrections(tx, code)).find((one) => one.id === id);
      if (!asked) throw new Problem('not_found', `no correction ${id} of ${code}`);
      if (asked.askedBy === person.code) {
        throw new Refusal('same_person', { asked_by: asked.askedBy });
      }
      if ((await inForce(tx, code)).id !== asked.revisionId) {
        throw new Problem('conflict', `${asked.revisionId} is no longer in force; ask anew`);
      }
      if (!(await confirmCalendarCorrection(tx, id, person.code))) {
        throw new Problem('conflict', `${id} has been confirmed already`);
      }
      return view({ ...asked, confirmedBy: person.code, confirmedAt: tx.now });
    });
  }
}
