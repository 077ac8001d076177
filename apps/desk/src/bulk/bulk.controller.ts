import { randomUUID } from 'node:crypto';
import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { type CommandBody } from '#libs/dto';
import {
  type Language,
  Needs,
  type ProblemBody,
  languageOf,
  problemBody,
  problemOf,
  validated,
} from '#libs/http';
import { errorWords } from '#libs/watch';
import { Body, Controller, Headers, HttpCode, Logger, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { commandWork } from '../commands/command-work.js';
import { COMMANDS } from '../commands/commands.js';
import { type CaseWork, DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { BulkBody, type BulkItem, type BulkProblem, BulkResult } from './bulk.dto.js';

/** Ends the transaction of a check: all went well, and nothing of it is to stay. */
class WouldSucceed extends Error {}

/** The body of the single command, for all of them. */
async function commandBody({ action, body = {} }: BulkBody): Promise<CommandBody> {
  const read = await validated(COMMANDS[action].body, body, 'body.');
  if (read.version === undefined) return read;
  const message = 'a version is one report’s: leave it out where many are named';
  throw new Problem('invalid_request', 'body.version', [{ field: 'body.version', message }]);
}

function onlyChecked(work: CaseWork<void>): CaseWork<void> {
  return async (tx, reference, report) => {
    await work(tx, reference, report);
    throw new WouldSucceed();
  };
}

/** One command for many cases, each as if it had been asked for by itself. */
@ApiTags('commands')
@Controller('v1/desk/bulk')
export class BulkController {
  private readonly log = new Logger('Bulk');

  constructor(private readonly work: DeskWork) {}

  /** Each case is a transaction of its own: one that is refused takes no other along. */
  @Post()
  @HttpCode(200)
  @Needs('work_cases')
  @ApiOperation({ operationId: 'bulk' })
  @ApiOkResponse({ type: BulkResult })
  async bulk(
    @Person() person: DeskPerson,
    @Headers('accept-language') accepted: string | undefined,
    @Body() body: BulkBody,
  ): Promise<BulkResult> {
    const check = body.check ?? false;
    const command = commandWork(body.action, person, await commandBody(body));
    const work = check ? onlyChecked(command) : command;
    const items: BulkItem[] = [];
    for (const code of body.codes) {
      const error = await this.try(person, code, work);
      const problem = error === null ? null : this.problem(error, languageOf(accepted));
      items.push({ code, ok: problem === null, problem });
    }
    const succeeded = items.filter(({ ok }) => ok).length;
    return { check, succeeded, failed: items.length - succeeded, items };
  }

  private async try(
    person: DeskPerson,
    code: string,
    work: CaseWork<void>,
  ): Promise<object | null> {
    try {
      await this.work.onCase(person, code, work);
      return null;
    } catch (error) {
      if (error instanceof WouldSucceed) return null;
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private problem(error: object, language: Language): BulkProblem {
    const told = problemOf(error, language) ?? this.unforeseen(error, language);
    const { code, status, title, detail, remedy, errors } = told;
    return { code, status, title, detail, remedy, ...(errors && { errors }) };
  }

  private unforeseen(error: object, language: Language): ProblemBody {
    const incident = randomUUID();
    this.log.error(`incident ${incident}: ${errorWords(error)}`);
    return problemBody('internal', incident, language);
  }
}
