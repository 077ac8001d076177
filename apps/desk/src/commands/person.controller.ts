import { type DeskPerson } from '#libs/access';
import { PersonOfCaseBody } from '#libs/dto';
import { openLeg } from '#libs/domain';
import { Needs } from '#libs/http';
import { personStage } from '#libs/pipeline';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { CaseView } from '../views/case.dto.js';
import { checkSeen } from './desk-act.js';
import { knownPerson } from './references.js';

/** Who of a unit works on a case: said by the unit itself or by an operator, once it was taken. */
@ApiTags('commands')
@Controller('v1/desk/reports/:code/person')
export class PersonController {
  constructor(private readonly work: DeskWork) {}

  @Post()
  @HttpCode(200)
  @Needs('work_cases')
  @ApiOperation({ operationId: 'givePerson' })
  @ApiOkResponse({ type: CaseView })
  async give(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Body() body: PersonOfCaseBody,
  ): Promise<CaseView> {
    return this.work.change(person, code, async (tx, reference, report) => {
      checkSeen(report, body);
      const leg = openLeg(report);
      // Without a leg the rule itself says what is amiss.
      const personCode =
        body.person === null || !leg
          ? body.person
          : knownPerson(reference, leg.unitCode, body.person, 'person');
      await personStage(tx, reference, { code, actor: person.actor, personCode });
    });
  }
}
