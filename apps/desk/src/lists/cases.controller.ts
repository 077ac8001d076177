import { type DeskPerson } from '#libs/access';
import { ReportClocks, clocksView } from '#libs/dto';
import { accountsOf } from '#libs/domain';
import { languageOf, Needs, pageOf, writeCursor } from '#libs/http';
import { listReports } from '#libs/store';
import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Person } from '../door/desk.guard.js';
import { DeskWork } from '../desk-work.js';
import { CaseView } from '../views/case.dto.js';
import { CaseQuery, ListPage, ListQuery } from './list.dto.js';
import { itemOf, listName, questionOf } from './question.js';

/** What the desk reads: lists of reports, and one of them with everything. */
@ApiTags('reports')
@Controller('v1/desk/reports')
export class CasesController {
  constructor(private readonly work: DeskWork) {}

  @Get()
  @Needs('read_cases')
  @ApiOperation({ operationId: 'listReports' })
  @ApiOkResponse({ type: ListPage })
  async list(@Person() person: DeskPerson, @Query() query: ListQuery): Promise<ListPage> {
    return this.work.run(person, async (tx, reference) =>
      pageOf(
        await listReports(tx, questionOf(query, reference, person)),
        query.limit,
        itemOf,
        (last) =>
          writeCursor(listName(query), { value: last[query.sort]?.getTime() ?? null, id: last.id }),
      ),
    );
  }

  @Get(':code')
  @Needs('read_cases')
  @ApiOperation({ operationId: 'readReport' })
  @ApiOkResponse({ type: CaseView })
  async one(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Query() { contact }: CaseQuery,
  ): Promise<CaseView> {
    return this.work.read(person, code, contact !== 'false');
  }

  @Get(':code/clock')
  @Needs('read_cases')
  @ApiOperation({ operationId: 'explainClocks' })
  @ApiOkResponse({ type: ReportClocks })
  async clock(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<ReportClocks> {
    const language = languageOf(accepted);
    return this.work.look(person, code, (tx, reference, report) =>
      clocksView(
        code,
        accountsOf(report, reference.book, tx.now),
        tx.now,
        (unit) => reference.units.get(unit)?.name[language] ?? null,
        language,
      ),
    );
  }
}
