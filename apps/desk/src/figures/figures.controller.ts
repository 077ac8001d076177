import { AnswersFile, Needs, streamAnswer } from '#libs/http';
import { type DeskPerson } from '#libs/access';
import {
  ComparisonBody,
  FigurePlaces,
  FigurePlacesQuery,
  FiguresBody,
  FiguresDrillQuery,
  FiguresExportQuery,
  FiguresQuery,
  FiguresReportPage,
  OverviewBody,
  OverviewQuery,
} from '#libs/dto';
import { Controller, Get, Query, Res, type StreamableFile } from '@nestjs/common';
import {
  answerComparison,
  answerDrill,
  answerFigures,
  answerOverview,
  answerPlaces,
} from '#libs/figures';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Exports } from './exports.js';
import { Person } from '../door/desk.guard.js';
import { DeskWork } from '../desk-work.js';

/** The rates, of what the person may see, and the reports behind each of them. */
@ApiTags('figures')
@Controller('v1/figures')
export class FiguresController {
  constructor(
    private readonly work: DeskWork,
    private readonly exports: Exports,
  ) {}

  @Get()
  @Needs('read_figures')
  @ApiOperation({ operationId: 'readFigures' })
  @ApiOkResponse({ type: FiguresBody })
  async figures(@Person() person: DeskPerson, @Query() query: FiguresQuery): Promise<FiguresBody> {
    return this.work.steadily(person, (tx, reference) => answerFigures(tx, reference, query));
  }

  @Get('overview')
  @Needs('read_figures')
  @ApiOperation({ operationId: 'readOverview' })
  @ApiOkResponse({ type: OverviewBody })
  async overview(
    @Person() person: DeskPerson,
    @Query() query: OverviewQuery,
  ): Promise<OverviewBody> {
    return this.work.steadily(person, (tx, reference) => answerOverview(tx, reference, query));
  }

  @Get('comparison')
  @Needs('read_figures')
  @ApiOperation({ operationId: 'compareFigures' })
  @ApiOkResponse({ type: ComparisonBody })
  async comparison(
    @Person() person: DeskPerson,
    @Query() query: FiguresQuery,
  ): Promise<ComparisonBody> {
    return this.work.steadily(person, (tx, reference) => answerComparison(tx, reference, query));
  }

  /** Everything that a figure opens to, of one instant: written as it is read, and read as it is taken. */
  @Get('reports.csv')
  @Needs('read_figures')
  @AnswersFile('text/csv')
  @ApiOperation({ operationId: 'exportFigure' })
  async csv(
    @Person() person: DeskPerson,
    @Query() query: FiguresExportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const pieces = await this.exports.reports(person, query);
    return streamAnswer(reply, pieces, `kip-${query.figure}.csv`, 'text/csv; charset=utf-8');
  }

  /** Where they lie, by the cells of a grid: for a map of supervisors. */
  @Get('places')
  @Needs('read_figures')
  @ApiOperation({ operationId: 'readPlaces' })
  @ApiOkResponse({ type: FigurePlaces })
  async places(
    @Person() person: DeskPerson,
    @Query() query: FigurePlacesQuery,
  ): Promise<FigurePlaces> {
    return this.work.steadily(person, (tx, reference) => answerPlaces(tx, reference, query));
  }

  @Get('reports')
  @Needs('read_figures')
  @ApiOperation({ operationId: 'openFigure' })
  @ApiOkResponse({ type: FiguresReportPage })
  async reports(
    @Person() person: DeskPerson,
    @Query() query: FiguresDrillQuery,
  ): Promise<FiguresReportPage> {
    return this.work.steadily(person, (tx, reference) => answerDrill(tx, reference, query));
  }
}
