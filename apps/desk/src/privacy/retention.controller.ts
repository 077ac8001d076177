import { type DeskPerson } from '#libs/access';
import { Problem, RETENTION_WORDS } from '#libs/contracts';
import { KEPT_PLACES, type KeptPlace, fewestDays } from '#libs/domain';
import { Needs } from '#libs/http';
import {
  Store,
  type Tx,
  countToForget,
  noteAccess,
  retentionRules,
  saveRetention,
} from '#libs/store';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Person } from '../door/desk.guard.js';
import { RetentionBody, RetentionList, type RetentionView } from './retention.dto.js';

async function viewOf(tx: Tx): Promise<RetentionList> {
  const rules = await retentionRules(tx);
  const items: RetentionView[] = [];
  for (const place of KEPT_PLACES) {
    const days = rules.find((rule) => rule.place === place)?.days ?? null;
    const due = days === null ? 0 : await countToForget(tx, place, days);
    items.push({ place, ...RETENTION_WORDS[place], days, due });
  }
  return { items };
}

/** What is kept of people, what for, and for how long. */
@ApiTags('privacy')
@Controller('v1/desk/privacy/retention')
export class RetentionController {
  constructor(private readonly store: Store) {}

  @Get()
  @Needs('manage_privacy')
  @ApiOperation({ operationId: 'readRetention' })
  @ApiOkResponse({ type: RetentionList })
  async read(): Promise<RetentionList> {
    return this.store.transaction({ role: 'door' }, viewOf);
  }

  /** What is kept too long by then goes within the hour, and does not come back. */
  @Put(':place')
  @Needs('manage_privacy')
  @ApiOperation({ operationId: 'saveRetention' })
  @ApiParam({ name: 'place', enum: KEPT_PLACES })
  @ApiOkResponse({ type: RetentionList })
  async save(
    @Person() { code: by }: DeskPerson,
    @Param('place') given: string,
    @Body() { days }: RetentionBody,
  ): Promise<RetentionList> {
    const place = KEPT_PLACES.find((one) => one === given);
    if (!place) throw new Problem('not_found', `nothing is kept as ${given}`);
    demandEnough(place, days);
    return this.store.transaction({ role: 'door' }, async (tx) => {
      await saveRetention(tx, { place, days }, by);
      await noteAccess(tx, 'retention_saved', { by, data: { place, days } });
      return viewOf(tx);
    });
  }
}

function demandEnough(place: KeptPlace, days: number | null): void {
  const fewest = fewestDays(place);
  if (days === null || days >= fewest) return;
  const message = `at least ${fewest}, since a case may be opened again until then`;
  throw new Problem('invalid_request', `days: ${message}`, [{ field: 'days', message }]);
}
