import { type DeskPerson, deskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { Refusal, mentionedIn } from '#libs/domain';
import { Needs, pageOf, PageQuery, readCursor, writeCursor } from '#libs/http';
import {
  type Note,
  type Reference,
  type StoredReport,
  type Tx,
  addMentions,
  addNote,
  blindTo,
  findNote,
  notesOf,
} from '#libs/store';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { NoteBody, NotePage, NoteView } from './notes.dto.js';

const LIST = 'notes';

function viewOf({ id, author, forUnits, text, at }: Note): NoteView {
  return { id, author, for_units: forUnits, text, at };
}

/**
 * Whether a note is for units as well: the desk says so, a unit's own always is.
 * @throws Refusal `not_your_unit` of a unit that neither holds nor held the case; Problem
 * `invalid_request` where a unit writes for the desk alone, which it could not read itself
 */
function isForUnits({ actor }: DeskPerson, report: StoredReport, body: NoteBody): boolean {
  if (actor.role !== 'unit_staff') return body.for_units ?? false;
  if (report.legs.length === 0) {
    throw new Refusal('not_your_unit', { action: 'note', units: actor.unitCodes });
  }
  if (body.for_units === false) {
    const message = 'what a unit writes is seen by units: leave it out, or send true';
    throw new Problem('invalid_request', `for_units: ${message}`, [
      { field: 'for_units', message },
    ]);
  }
  return true;
}

/**
 * Keeps whom a note mentions.
 * @throws Problem `mention_out_of_sight` naming those who do not exist or would not see it
 */
async function mention(
  tx: Tx,
  reference: Reference,
  person: DeskPerson,
  reportId: string,
  note: { readonly id: string; readonly text: string },
): Promise<void> {
  const codes = mentionedIn(note.text);
  const people = codes.map((code) => ({ code, found: reference.people.get(code) }));
  const known = people.flatMap(({ code, found }) =>
    found ? [{ code, scope: deskPerson(found, reference).scope }] : [],
  );
  const blind = await blindTo(tx, person.scope, note.id, known);
  const wrong = codes.filter((code) => blind.includes(code) || !reference.people.has(code));
  if (wrong.length > 0) {
    const faults = wrong.map((code) => ({ field: 'text', message: `@${code} may not see this` }));
    throw new Problem('mention_out_of_sight', wrong.map((code) => `@${code}`).join(', '), faults);
  }
  await addMentions(tx, reportId, note.id, codes);
}

/** What those who work on a case write about it, and no reporter ever reads. */
@ApiTags('notes')
@Controller('v1/desk/reports/:code/notes')
export class NotesController {
  constructor(private readonly work: DeskWork) {}

  @Get()
  @Needs('use_desk')
  @ApiOperation({ operationId: 'listNotes' })
  @ApiOkResponse({ type: NotePage })
  async list(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Query() { cursor, limit }: PageQuery,
  ): Promise<NotePage> {
    return this.work.onSight(person, code, async (tx, _reference, report) => {
      const before = readCursor(LIST, cursor, (value) => (value === null ? null : undefined));
      const rows = await notesOf(tx, report.id, before?.id ?? null, limit + 1);
      return pageOf(rows, limit, viewOf, ({ id }) => writeCursor(LIST, { value: null, id }));
    });
  }

  @Post()
  @HttpCode(201)
  @Needs('work_cases')
  @ApiOperation({ operationId: 'addNote' })
  @ApiCreatedResponse({ type: NoteView })
  async add(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Body() body: NoteBody,
  ): Promise<NoteView> {
    return this.work.onSight(person, code, async (tx, reference, report) => {
      const forUnits = isForUnits(person, report, body);
      const { text } = body;
      const written = { reportId: report.id, author: person.code, forUnits, text };
      const id = await addNote(tx, written);
      await mention(tx, reference, person, report.id, { id, text });
      const note = await findNote(tx, id);
      if (!note) throw new Error(`the note ${id} is not seen by who wrote it`);
      return viewOf(note);
    });
  }
}
