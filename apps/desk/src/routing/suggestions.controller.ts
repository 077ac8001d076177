import { type DeskPerson } from '#libs/access';
import { Needs } from '#libs/http';
import { triageOf, trialsOf } from '#libs/pipeline';
import {
  type Reference,
  type StoredReport,
  type Tx,
  type UnitExperience,
  nearbyOpenReports,
  unitsWithExperience,
} from '#libs/store';
import { DUPLICATE_DAYS, DUPLICATE_METRES } from '#libs/pipeline';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { destinationOf, ruleView, suggestedCategory } from './routing.view.js';
import { CaseSuggestion, type SuggestedDestination } from './suggestions.dto.js';

const METRES = 1_000;
const DAY = 86_400_000;
const DAYS = 365;
const MOST = 5;

/** Similar are those of the category or below it; without one, or without any place, none. */
async function similarTo(
  tx: Tx,
  reference: Reference,
  { id, streamCode, lat, lon, areaCode }: StoredReport,
  categoryCode: string | null,
): Promise<readonly UnitExperience[]> {
  if (categoryCode === null || (lat === null && areaCode === null)) return [];
  const found = await unitsWithExperience(tx, {
    ...{ reportId: id, streamCode, lat, lon, areaCode, metres: METRES, limit: MOST },
    categoryCodes: reference.categoriesBelow(categoryCode),
    since: new Date(tx.now.getTime() - DAYS * DAY),
  });
  return found.filter(
    ({ unitCode }) => !reference.isOver(reference.units.get(unitCode)?.until ?? null),
  );
}

async function suggestionFor(
  tx: Tx,
  reference: Reference,
  report: StoredReport,
): Promise<CaseSuggestion> {
  const routed = { ...report, at: report.receivedAt };
  const near = await duplicatesOf(tx, report);
  const { suggestion, categoryCode, triage } = triageOf(
    routed,
    { near, suspicion: null },
    reference,
  );
  const [first] = trialsOf(routed, reference);
  const rule = first?.matched ? first : null;
  const similar = await similarTo(tx, reference, report, categoryCode);
  const last = report.suggestedUnitCode;
  const [most] = similar;
  const candidates: (SuggestedDestination | null)[] = [
    last === null ? null : { unit: last, network: null, by: 'last_unit' },
    rule && { ...destinationOf(rule.rule), by: 'rule' },
    most ? { unit: most.unitCode, network: null, by: 'similar' } : null,
  ];
  return {
    best: candidates.find((one) => one !== null) ?? null,
    last_unit: last,
    rule: rule && ruleView(rule),
    category: suggestedCategory(suggestion, reference),
    reasons: triage.go === 'review' ? triage.reasons : [],
    similar: similar.map(({ unitCode, cases, resolved }) => ({ unit: unitCode, cases, resolved })),
  };
}

/** As the router asks: of its own category alone, and where there is a place. */
async function duplicatesOf(
  tx: Tx,
  { id, lat, lon, categoryCode, receivedAt }: StoredReport,
): Promise<readonly string[]> {
  if (lat === null || lon === null || categoryCode === null) return [];
  const since = new Date(receivedAt.getTime() - DUPLICATE_DAYS * DAY);
  const question = { reportId: id, lat, lon, metres: DUPLICATE_METRES, since, categoryCode };
  return (await nearbyOpenReports(tx, [question])).get(id) ?? [];
}

/** To whom a case may go, for the person who decides it. */
@ApiTags('routing')
@Controller('v1/desk/reports')
export class SuggestionsController {
  constructor(private readonly work: DeskWork) {}

  @Get(':code/suggestion')
  @Needs('read_rules')
  @ApiOperation({ operationId: 'suggestUnit' })
  @ApiOkResponse({ type: CaseSuggestion })
  async suggest(
    @Person() person: DeskPerson,
    @Param('code') code: string,
  ): Promise<CaseSuggestion> {
    return this.work.look(person, code, suggestionFor);
  }
}
