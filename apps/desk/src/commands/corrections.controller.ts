import { Needs } from '#libs/http';
import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { CommandBody, CorrectBody, CorrectionProposed } from '#libs/dto';
import { type CorrectableInstant, perform } from '#libs/domain';
import { actStage } from '#libs/pipeline';
import {
  type Reference,
  type StoredReport,
  type Tx,
  findCorrection,
  proposeCorrection,
} from '#libs/store';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { validate as isUuid, v7 as uuid } from 'uuid';
import { Person } from '../door/desk.guard.js';
import { DeskWork } from '../desk-work.js';
import { checkSeen } from './desk-act.js';
import { CaseView } from '../views/case.dto.js';

/**
 * Refuses at once what nobody could confirm: the act is tried as somebody else's proposal, and
 * nothing of it is kept.
 */
function checkPossible(
  tx: Tx,
  reference: Reference,
  { actor }: DeskPerson,
  report: StoredReport,
  { instant, to, reason }: { instant: CorrectableInstant; to: string; reason: string },
): void {
  const act = { action: 'correct', instant, to: new Date(to), reason, askedBy: '' } as const;
  perform(report, act, { now: tx.now, actor, book: reference.book, newId: uuid });
}

/** A correction of an instant takes two administrators: one proposes it, another confirms it. */
@ApiTags('commands')
@Controller('v1/desk/reports/:code/correct')
export class CorrectionsController {
  constructor(private readonly work: DeskWork) {}

  /** Writes the proposal down; the report stays as it is. */
  @Post()
  @HttpCode(202)
  @Needs('correct')
  @ApiOperation({ operationId: 'correct' })
  @ApiAcceptedResponse({ type: CorrectionProposed })
  async propose(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Body() body: CorrectBody,
  ): Promise<CorrectionProposed> {
    return this.work.onCase(person, code, async (tx, reference, report) => {
      checkSeen(report, body);
      checkPossible(tx, reference, person, report, body);
      const id = uuid();
      await proposeCorrection(tx, {
        id,
        reportId: report.id,
        instant: body.instant,
        toInstant: new Date(body.to),
        reason: body.reason,
        askedBy: person.code,
        askedAt: tx.now,
      });
      return { id };
    });
  }

  /** Carries out a proposal of somebody else, once. */
  @Post(':id/confirm')
  @HttpCode(200)
  @Needs('correct')
  @ApiOperation({ operationId: 'confirmCorrection' })
  @ApiOkResponse({ type: CaseView })
  async confirm(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() body: CommandBody,
  ): Promise<CaseView> {
    return this.work.change(person, code, async (tx, reference, report) => {
      checkSeen(report, body);
      const proposal = isUuid(id) ? await findCorrection(tx, report.id, id) : null;
      if (!proposal) throw new Problem('not_found', `no correction ${id} of ${code}`);
      if (proposal.confirmedAt) throw new Problem('conflict', `${id} has been confirmed already`);
      const { instant, toInstant: to, reason, askedBy } = proposal;
      await actStage(tx, reference, {
        code,
        actor: person.actor,
        act: { action: 'correct', instant, to, reason, askedBy },
        correctionId: id,
      });
    });
  }
}
