import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { Needs } from '#libs/http';
import { findTemplate } from '#libs/store';
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { validate as isUuid } from 'uuid';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { rendered } from './rendering.js';
import { RenderedView } from './templates.dto.js';

/** A template filled in from a case. */
@ApiTags('templates')
@Controller('v1/desk/reports/:code/templates')
export class RenderController {
  constructor(private readonly work: DeskWork) {}

  @Post(':id')
  @HttpCode(200)
  @Needs('work_cases')
  @ApiOperation({ operationId: 'renderTemplate' })
  @ApiOkResponse({ type: RenderedView })
  async render(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Param('id') id: string,
  ): Promise<RenderedView> {
    return this.work.onSight(person, code, async (tx, reference, report) => {
      const template = isUuid(id) ? await findTemplate(tx, id) : null;
      const fits = template?.streamCode === null || template?.streamCode === report.streamCode;
      if (!template || !fits) throw new Problem('not_found', `no template ${id} of ${code}`);
      return rendered(tx, reference, person, report, template);
    });
  }
}
