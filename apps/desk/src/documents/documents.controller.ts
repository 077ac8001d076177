import { type DeskPerson } from '#libs/access';
import { type DocumentAsked, type DocumentFormat, Problem } from '#libs/contracts';
import { DocumentBody, DocumentList, DocumentView } from '#libs/dto';
import { periodQuestion } from '#libs/documents';
import { type WholePeriod, readPeriod, wholePeriod, writePeriod } from '#libs/domain';
import { AnswersFile, Needs, fileAnswer } from '#libs/http';
import {
  type DocumentRow,
  askDocument,
  documentFile,
  documentOf,
  documentsOf,
  newId,
  waitingDocuments,
} from '#libs/store';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { demandId } from '../lists/id.js';

const TYPES: Readonly<Record<DocumentFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};
/** So many of one person may wait, and so many are listed. */
const MOST_WAITING = 5;
const MOST_LISTED = 50;

function viewOf(row: DocumentRow): DocumentView {
  const { id, state, progress, format, language, asked, askedAt, asOf, error, reports } = row;
  return {
    ...{ id, state, progress, format, language, asked, asked_at: askedAt, as_of: asOf },
    ...{ checksum: row.figuresSha256, reports, error },
  };
}

/** @throws Problem `invalid_request` where none is named, two are, or it is none */
function periodOf({ year, period }: DocumentBody): WholePeriod {
  const text = period ?? (year === undefined ? '' : String(year));
  const found = year !== undefined && period !== undefined ? null : readPeriod(text);
  if (found) return found;
  const message =
    'name one period: a year, or such as 2026-Q1, 2026-03 or 2026-W10, a week that its year has';
  throw new Problem('invalid_request', `period: ${message}`, [{ field: 'period', message }]);
}

function askedOf(body: DocumentBody): DocumentAsked {
  const { network, stream, category, unit, parent_agency, agency, place } = body;
  const { from, to } = periodOf(body);
  return {
    ...{ from, to, unit: unit ?? null },
    ...{ network: network ?? null, stream: stream ?? null, category: category ?? null },
    ...{ parent_agency: parent_agency ?? null, agency: agency ?? null, place: place ?? null },
  };
}

/** What its file is called: by its period. */
function fileName({ from, to }: DocumentAsked, format: DocumentFormat, id: string): string {
  const period = wholePeriod(from, to);
  return `kip-${period ? writePeriod(period) : from}-${id.slice(-12)}.${format}`;
}

/** Printed documents: asked for here, printed by the process `metrics`, each seen by whoever asked or got it by mail. */
@ApiTags('documents')
@Controller('v1/desk/documents')
export class DocumentsController {
  constructor(private readonly work: DeskWork) {}

  /** The document counts what the person may see. */
  @Post()
  @HttpCode(202)
  @Needs('print_documents')
  @ApiOperation({ operationId: 'askDocument' })
  @ApiAcceptedResponse({ type: DocumentView })
  async ask(@Person() person: DeskPerson, @Body() body: DocumentBody): Promise<DocumentView> {
    const asked = askedOf(body);
    return this.work.run(person, async (tx, reference) => {
      periodQuestion(asked, reference, tx.now, tx.now);
      if ((await waitingDocuments(tx, person.code)) >= MOST_WAITING) {
        throw new Problem('too_many_documents', `${MOST_WAITING}`);
      }
      const { format, language = 'vi' } = body;
      const { scope, code: askedBy } = person;
      return viewOf(
        await askDocument(tx, { id: newId(), format, language, asked, scope, askedBy }),
      );
    });
  }

  @Get()
  @Needs('print_documents')
  @ApiOperation({ operationId: 'listDocuments' })
  @ApiOkResponse({ type: DocumentList })
  async list(@Person() person: DeskPerson): Promise<DocumentList> {
    const rows = await this.work.run(person, (tx) => documentsOf(tx, person.code, MOST_LISTED));
    return { items: rows.map(viewOf) };
  }

  /** One's own, or one that was mailed to one. */
  @Get(':id')
  @Needs('read_figures')
  @ApiOperation({ operationId: 'readDocument' })
  @ApiOkResponse({ type: DocumentView })
  async read(@Person() person: DeskPerson, @Param('id') given: string): Promise<DocumentView> {
    return viewOf(await this.own(person, demandId(given)));
  }

  @Get(':id/file')
  @Needs('read_figures')
  @AnswersFile(...Object.values(TYPES))
  @ApiOperation({ operationId: 'readDocumentFile' })
  async file(
    @Person() person: DeskPerson,
    @Param('id') given: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { id, asked, format, state } = await this.own(person, demandId(given));
    const bytes = await this.work.run(person, (tx) => documentFile(tx, person.code, id));
    if (!bytes) throw new Problem('document_not_ready', `it is ${state}`);
    return fileAnswer(reply, bytes, fileName(asked, format, id), TYPES[format]);
  }

  /** @throws Problem `not_found` where there is none of this person's */
  private async own(person: DeskPerson, id: string): Promise<DocumentRow> {
    const row = await this.work.run(person, (tx) => documentOf(tx, person.code, id));
    if (!row) throw new Problem('not_found', `no document ${id} of yours`);
    return row;
  }
}
