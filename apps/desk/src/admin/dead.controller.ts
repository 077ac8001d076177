import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { Needs } from '#libs/http';
import {
  Store,
  type Tx,
  type DeadLetter,
  deadLetter,
  deadLetters,
  dropDeadLetter,
  noteAccess,
  reviveDeadLetters,
} from '#libs/store';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Person } from '../door/desk.guard.js';
import { demandId } from '../lists/id.js';
import { DeadLetterList, type DeadLetterView, DropBody } from './dead.dto.js';

const MOST = 200;

function viewOf(letter: DeadLetter): DeadLetterView {
  const { id, reportCode, consumer, eventKind, eventAt, attempts, crashes, lastError } = letter;
  return {
    ...{ id, report: reportCode, consumer, event: eventKind, event_at: eventAt },
    ...{ attempts, crashes, last_error: lastError },
  };
}

function unknown(id: string): Problem {
  return new Problem('not_found', `no dead letter ${id}`);
}

/** What was given up after its tries, of every report whoever's it is: as `kip dead` on the machine. */
@ApiTags('admin')
@Controller('v1/desk/dead')
export class DeadController {
  constructor(private readonly store: Store) {}

  @Get()
  @Needs('read_queues')
  @ApiOperation({ operationId: 'listDead' })
  @ApiOkResponse({ type: DeadLetterList })
  async list(): Promise<DeadLetterList> {
    const found = await this.asWorker((tx) => deadLetters(tx, MOST + 1));
    return { items: found.slice(0, MOST).map(viewOf), more: found.length > MOST };
  }

  /** It is tried again as if for the first time. */
  @Post(':id/replay')
  @HttpCode(204)
  @Needs('manage_queues')
  @ApiOperation({ operationId: 'replayDead' })
  @ApiNoContentResponse()
  async replay(@Person() person: DeskPerson, @Param('id') text: string): Promise<void> {
    const id = demandId(text);
    await this.asWorker(async (tx) => {
      const letter = await deadLetter(tx, id);
      if (!letter || (await reviveDeadLetters(tx, [id])).length === 0) throw unknown(id);
      const data = { delivery: id, consumer: letter.consumer };
      await noteAccess(tx, 'dead_replayed', { by: person.code, reportId: letter.reportId, data });
    });
  }

  /** It is given up for good: what it was to bring about will not happen. */
  @Post(':id/drop')
  @HttpCode(204)
  @Needs('manage_queues')
  @ApiOperation({ operationId: 'dropDead' })
  @ApiNoContentResponse()
  async drop(
    @Person() person: DeskPerson,
    @Param('id') text: string,
    @Body() { reason }: DropBody,
  ): Promise<void> {
    const id = demandId(text);
    await this.asWorker(async (tx) => {
      const letter = await deadLetter(tx, id);
      if (!letter || !(await dropDeadLetter(tx, id, reason.trim()))) throw unknown(id);
      const data = { delivery: id, consumer: letter.consumer, reason: reason.trim() };
      await noteAccess(tx, 'dead_dropped', { by: person.code, reportId: letter.reportId, data });
    });
  }

  private asWorker<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.store.transaction({ role: 'worker' }, work);
  }
}
