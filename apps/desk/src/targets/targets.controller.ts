import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { TargetBody, TargetList, TargetView } from '#libs/dto';
import { contradict, targetFaults } from '#libs/domain';
import { targetView } from '#libs/figures';
import { Needs, known } from '#libs/http';
import {
  type Reference,
  type TargetEntity,
  type Tx,
  allTargets,
  deleteTarget,
  saveTarget,
  targetAmount,
  targetValue,
  targetsToChange,
} from '#libs/store';
import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';

const CODE = /^[a-z0-9]+([.-][a-z0-9]+)*$/;
const LONGEST = 100;

/** @throws Problem `invalid_request` naming the field and what is allowed */
function demandCode(code: string): void {
  if (code.length <= LONGEST && CODE.test(code)) return;
  const message = 'lower-case letters, digits, dots and hyphens, such as on-time-2026';
  throw new Problem('invalid_request', `code: ${message}`, [{ field: 'code', message }]);
}

function targetOf(
  code: string,
  body: TargetBody,
  { code: savedBy }: DeskPerson,
  { now }: Tx,
  reference: Reference,
): TargetEntity {
  const { name, metric, value, cohort, stream, network, unit, from, until } = body;
  const codeIn = (table: 'streams' | 'networks' | 'units', given: string | undefined) =>
    given === undefined ? null : known(reference, table, given, table.slice(0, -1));
  return {
    ...{ code, name: { vi: name.vi.trim(), en: name.en.trim() }, metric },
    ...{ cohort: cohort ?? 'received', amount: targetAmount(metric, value) },
    streamCode: codeIn('streams', stream),
    networkCode: codeIn('networks', network),
    unitCode: codeIn('units', unit),
    ...{ validFrom: from, validUntil: until, illustrative: false },
    ...{ savedBy, savedAt: now },
  };
}

/** @throws Problem `invalid_request` naming every field that is wrong, and what is allowed */
function demandSound(target: TargetEntity): void {
  const faults = targetFaults(target).map((fault) => ({
    field: fault.field,
    message:
      fault.field === 'value'
        ? `at most ${targetValue(target.metric, fault.most)}, and for a median a whole number of minutes`
        : `it is before ${fault.from}`,
  }));
  if (faults.length === 0) return;
  const detail = faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw new Problem('invalid_request', detail, faults);
}

/** What the installation has promised itself: whoever reads figures reads it, administrators save it. */
@ApiTags('targets')
@Controller('v1/desk/targets')
export class TargetsController {
  constructor(private readonly work: DeskWork) {}

  @Get()
  @Needs('read_figures')
  @ApiOperation({ operationId: 'listTargets' })
  @ApiOkResponse({ type: TargetList })
  async list(@Person() person: DeskPerson): Promise<TargetList> {
    const all = await this.work.run(person, allTargets);
    return { items: all.map(targetView) };
  }

  /** Writes one, new or in the place of the one with its code. */
  @Put(':code')
  @Needs('save_targets')
  @ApiOperation({ operationId: 'saveTarget' })
  @ApiOkResponse({ type: TargetView })
  async save(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Body() body: TargetBody,
  ): Promise<TargetView> {
    demandCode(code);
    return this.work.run(person, async (tx, reference) => {
      const target = targetOf(code, body, person, tx, reference);
      demandSound(target);
      const other = (await targetsToChange(tx)).find((one) => contradict(target, one));
      if (other) throw new Problem('target_contradicts', `it is ${other.code}`);
      await saveTarget(tx, target);
      return targetView(target);
    });
  }

  /** Takes away one that was never meant; what it was in printed documents stays there. */
  @Delete(':code')
  @HttpCode(204)
  @Needs('save_targets')
  @ApiOperation({ operationId: 'deleteTarget' })
  @ApiNoContentResponse()
  async delete(@Person() person: DeskPerson, @Param('code') code: string): Promise<void> {
    const gone = await this.work.run(person, (tx) => deleteTarget(tx, code));
    if (!gone) throw new Problem('not_found', `no target ${code}`);
  }
}
