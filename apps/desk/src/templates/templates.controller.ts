import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { fold, unknownPlaceholders } from '#libs/domain';
import { Needs, pageOf, readCursor, writeCursor, known } from '#libs/http';
import {
  type Reference,
  type Template,
  deleteTemplate,
  findTemplate,
  listTemplates,
  saveTemplate,
  templateOrder,
} from '#libs/store';
import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { demandId } from '../lists/id.js';
import { TemplateBody, TemplatePage, TemplateQuery, TemplateView } from './templates.dto.js';

const LIST = 'templates';

function viewOf(template: Template): TemplateView {
  const { id, name, textVi, textEn, actions, streamCode, unitCode, savedBy, savedAt } = template;
  return {
    ...{ id, name, text_vi: textVi, text_en: textEn, actions },
    ...{ stream: streamCode, unit: unitCode, saved_by: savedBy, saved_at: savedAt },
  };
}

/** @throws Problem `template_invalid` naming each placeholder that does not exist */
function demandPlaceholders(body: TemplateBody): void {
  const faults = (['text_vi', 'text_en'] as const).flatMap((field) =>
    unknownPlaceholders(body[field] ?? '').map((name) => ({ field, message: name })),
  );
  if (faults.length === 0) return;
  throw new Problem('template_invalid', faults.map(({ message }) => message).join(', '), faults);
}

/**
 * A code that the person may write for: one beyond their scope is as unknown as one that does not exist.
 * @throws Problem `unknown_reference` naming the field
 */
function within(
  code: string | undefined,
  { scope }: DeskPerson,
  reference: Reference,
  [table, field]: readonly ['streams', 'stream'] | readonly ['units', 'unit'],
): string | null {
  if (code === undefined) return null;
  known(reference, table, code, field);
  if (scope[table].some((one) => one === '*' || one === code)) return code;
  const message = `no ${field} "${code}" within your scope`;
  throw new Problem('unknown_reference', message, [{ field, message }]);
}

/** What people look for in names; null: nothing. */
function wordsOf(q: string | undefined): string | null {
  return q === undefined || fold(q) === '' ? null : q;
}

/** Texts to answer with. */
@ApiTags('templates')
@Controller('v1/desk/templates')
export class TemplatesController {
  constructor(private readonly work: DeskWork) {}

  @Get()
  @Needs('use_desk')
  @ApiOperation({ operationId: 'listTemplates' })
  @ApiOkResponse({ type: TemplatePage })
  async list(@Person() person: DeskPerson, @Query() query: TemplateQuery): Promise<TemplatePage> {
    const place = readCursor(LIST, query.cursor, (value) =>
      typeof value === 'string' && !value.includes('\u0000') ? value : undefined,
    );
    const rows = await this.work.run(person, (tx) =>
      listTemplates(tx, {
        words: wordsOf(query.q),
        action: query.action ?? null,
        streamCode: query.stream ?? null,
        unitCode: query.unit ?? null,
        after: place && { name: place.value, id: place.id },
        limit: query.limit + 1,
      }),
    );
    return pageOf(rows, query.limit, viewOf, (row) =>
      writeCursor(LIST, { value: templateOrder(row), id: row.id }),
    );
  }

  /** Writes a template, new or changed; its id is a UUID that the client makes. */
  @Put(':id')
  @Needs('manage_templates')
  @ApiOperation({ operationId: 'saveTemplate' })
  @ApiOkResponse({ type: TemplateView })
  async save(
    @Person() person: DeskPerson,
    @Param('id') given: string,
    @Body() body: TemplateBody,
  ): Promise<TemplateView> {
    const id = demandId(given);
    demandPlaceholders(body);
    return this.work.run(person, async (tx, reference) => {
      const saved = await saveTemplate(tx, {
        ...{ id, name: body.name.trim(), textVi: body.text_vi, textEn: body.text_en ?? null },
        actions: body.actions,
        streamCode: within(body.stream, person, reference, ['streams', 'stream']),
        unitCode: within(body.unit, person, reference, ['units', 'unit']),
        savedBy: person.code,
      });
      const template = saved ? await findTemplate(tx, id) : null;
      if (!template) throw new Problem('not_found', `no template ${id}`);
      return viewOf(template);
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs('manage_templates')
  @ApiOperation({ operationId: 'deleteTemplate' })
  @ApiNoContentResponse()
  async delete(@Person() person: DeskPerson, @Param('id') given: string): Promise<void> {
    const id = demandId(given);
    const gone = await this.work.run(person, (tx) => deleteTemplate(tx, id));
    if (!gone) throw new Problem('not_found', `no template ${id}`);
  }
}
