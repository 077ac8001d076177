import { type DeskPerson } from '#libs/access';
import { ReportClocks, clocksView } from '#libs/contracts';
import { accountsOf } from '#libs/domain';
import { languageOf, Needs } from '#libs/http';
import { type ListRow, listReports } from '#libs/store';
import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Person } from '../door/desk.guard.js';
import { DeskWork } from '../desk-work.js';
import { CaseView } from '../views/case.dto.js';
import { writeCursor } from './cursor.js';
import { ListPage, ListQuery } from './list.dto.js';
import { itemOf, questionOf } from './question.js';

function pageOf(rows: readonly ListRow[], query: ListQuery): ListPage {
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  if (!last || rows.length <= query.limit) return { items: items.map(itemOf), next: null };
  const place = { value: last[query.sort], id: last.id };
  const next = writeCursor({ order: query.sort, descending: query.direction === 'desc', place });
  return { items: items.map(itemOf), next };
}

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
      pageOf(await listReports(tx, questionOf(query, reference)), query),
    );
  }

  @Get(':code')
  @Needs('read_cases')
  @ApiOperation({ operationId: 'readReport' })
  @ApiOkResponse({ type: CaseView })
  async one(@Person() person: DeskPerson, @Param('code') code: string): Promise<CaseView> {
    return this.work.read(person, code);
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
