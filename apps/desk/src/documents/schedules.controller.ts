import { type DeskPerson, mayReadDocument } from '#libs/access';
import { type FieldFault, Problem } from '#libs/contracts';
import { ScheduleBody, ScheduleList, ScheduleView, type ScheduledDocument } from '#libs/dto';
import { wholePeriod, writePeriod } from '#libs/domain';
import { Needs, known } from '#libs/http';
import {
  type Reference,
  type Schedule,
  type Scheduled,
  type Tx,
  endSchedule,
  leaveSchedule,
  liveSchedules,
  saveSchedule,
  scheduledDocuments,
} from '#libs/store';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { demandId } from '../lists/id.js';

const MOST = 20;
/** Of each schedule so many periods are told. */
const MOST_TOLD = 12;

function logOf({ from, to, documentId, error, madeAt, mails }: Scheduled): ScheduledDocument {
  const period = wholePeriod(from, to);
  return {
    ...{ period: period ? writePeriod(period) : from, document: documentId, error },
    made_at: madeAt,
    mails: mails.map((mail) => ({
      ...{ person: mail.person, state: mail.state, not_before: mail.notBefore },
      ...{ sent_at: mail.sentAt, tries: mail.tries, error: mail.error },
    })),
  };
}

function viewOf(schedule: Schedule, log: readonly Scheduled[]): ScheduleView {
  const { id, ownerCode, every, format, language, asked, recipients, since } = schedule;
  const { network, stream, unit = null } = asked;
  return {
    ...{ id, owner: ownerCode, every, format, language, network, stream, unit, recipients, since },
    log: log.filter(({ scheduleId }) => scheduleId === id).map(logOf),
  };
}

/** Codes, each of the reference data; null: of all. @throws Problem `unknown_reference` naming the field */
function askedOf(body: ScheduleBody, reference: Reference): Schedule['asked'] {
  const { network, stream, unit, parent_agency, agency, place } = body;
  const one = (table: 'networks' | 'streams' | 'units', code: string | undefined, field: string) =>
    code === undefined ? null : known(reference, table, code, field);
  return {
    network: one('networks', network, 'network'),
    stream: one('streams', stream, 'stream'),
    unit: one('units', unit, 'unit'),
    ...{ category: null, parent_agency: parent_agency ?? null },
    ...{ agency: agency ?? null, place: place ?? null },
  };
}

/** @throws Problem `unknown_reference` or `reader_out_of_sight`, naming whoever it is about */
function demandReaders(
  codes: readonly string[],
  { scope }: DeskPerson,
  asked: Schedule['asked'],
  reference: Reference,
): void {
  const faults = codes.flatMap((code): FieldFault[] => {
    const person = reference.people.get(known(reference, 'people', code, 'recipients'));
    if (person && mayReadDocument(person, scope, asked, reference)) return [];
    return [{ field: 'recipients', message: `${code} may not see all that it counts` }];
  });
  if (faults.length === 0) return;
  const detail = faults.map(({ message }) => message).join('; ');
  throw new Problem('reader_out_of_sight', detail, faults);
}

async function demandRoom(tx: Tx, id: string, owner: string): Promise<void> {
  const own = (await liveSchedules(tx)).filter(({ ownerCode }) => ownerCode === owner);
  if (own.length < MOST || own.some((one) => one.id === id)) return;
  throw new Problem('too_many_schedules', `${MOST}`);
}

/** Documents that go by mail in the first working hour after a period, to people who may see what they count. */
@ApiTags('documents')
@Controller('v1/desk/documents/schedules')
export class SchedulesController {
  constructor(private readonly work: DeskWork) {}

  @Get()
  @Needs('read_figures')
  @ApiOperation({ operationId: 'listSchedules' })
  @ApiOkResponse({ type: ScheduleList })
  async list(@Person() person: DeskPerson): Promise<ScheduleList> {
    return this.work.run(person, async (tx) => {
      const schedules = await liveSchedules(tx);
      const ids = schedules.map(({ id }) => id);
      const log = await scheduledDocuments(tx, ids, MOST_TOLD);
      return { items: schedules.map((schedule) => viewOf(schedule, log)) };
    });
  }

  /** Writes one of the person's own, new or changed; its id is a UUID that the client makes. */
  @Put(':id')
  @Needs('print_documents')
  @ApiOperation({ operationId: 'saveSchedule' })
  @ApiOkResponse({ type: ScheduleView })
  async save(
    @Person() person: DeskPerson,
    @Param('id') given: string,
    @Body() body: ScheduleBody,
  ): Promise<ScheduleView> {
    const id = demandId(given);
    const { every, format, language = 'vi', recipients } = body;
    return this.work.run(person, async (tx, reference) => {
      const asked = askedOf(body, reference);
      demandReaders(recipients, person, asked, reference);
      await demandRoom(tx, id, person.code);
      const own = { id, ownerCode: person.code, every, format, language, asked, recipients };
      const saved = await saveSchedule(tx, own);
      if (!saved) throw new Problem('not_found', `no schedule ${id} of yours`);
      return viewOf(saved, await scheduledDocuments(tx, [id], MOST_TOLD));
    });
  }

  /** Ends one of the person's own; what was sent by it stays on record. */
  @Delete(':id')
  @HttpCode(204)
  @Needs('print_documents')
  @ApiOperation({ operationId: 'endSchedule' })
  @ApiNoContentResponse()
  async end(@Person() person: DeskPerson, @Param('id') given: string): Promise<void> {
    const id = demandId(given);
    const ended = await this.work.run(person, (tx) => endSchedule(tx, person.code, id));
    if (!ended) throw new Problem('not_found', `no schedule ${id} of yours`);
  }

  /** Whoever gets a document by mail wants no more of them. */
  @Post(':id/leave')
  @HttpCode(204)
  @Needs('read_figures')
  @ApiOperation({ operationId: 'leaveSchedule' })
  @ApiNoContentResponse()
  async leave(@Person() person: DeskPerson, @Param('id') given: string): Promise<void> {
    const id = demandId(given);
    const left = await this.work.run(person, (tx) => leaveSchedule(tx, person.code, id));
    if (!left) throw new Problem('not_found', `no schedule ${id} by which you get documents`);
  }
}
