import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { SuggestBody, SuggestView } from '#libs/dto';
import { Needs, askedInstant, known } from '#libs/http';
import { AreaMap } from '#libs/map';
import {
  DUPLICATE_DAYS,
  DUPLICATE_METRES,
  type Triageable,
  suggestView,
  triageOf,
  trialsOf,
  categoryOf,
} from '#libs/pipeline';
import { type Reference, ReferenceCache, type Tx, nearbyOpenReports, newId } from '#libs/store';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { RoutingTestBody, RoutingTestView } from './routing.dto.js';
import { outcomeView, suggestedCategory, triedPromise, triedRules } from './routing.view.js';

const USUAL_STREAM = 'field';
const DAY = 86_400_000;

/** @throws Problem `unknown_reference` naming the field */
function triageableOf(
  body: RoutingTestBody,
  reference: Reference,
  map: AreaMap,
  now: Date,
): Triageable {
  const streamCode = known(reference, 'streams', body.stream ?? USUAL_STREAM, 'stream');
  const { category, area, text = '' } = body;
  if (category !== undefined && reference.categories.get(category)?.streamCode !== streamCode) {
    const message = `no category "${category}" in the stream "${streamCode}"`;
    throw new Problem('unknown_reference', message, [{ field: 'category', message }]);
  }
  const named = category ?? null;
  return {
    ...{ streamCode, text, categoryCode: named },
    areaCode:
      area === undefined ? map.areaOf(reference, body) : known(reference, 'areas', area, 'area'),
    // As at the receipt: a category that is only recognised later says nothing of the priority.
    priority: body.priority ?? reference.categories.get(named ?? '')?.priority ?? 'normal',
    at: askedInstant(body.at) ?? now,
  };
}

async function duplicatesOf(
  tx: Tx,
  { lat, lon }: RoutingTestBody,
  categoryCode: string | null,
  at: Date,
): Promise<readonly string[]> {
  if (lat === undefined || lon === undefined || categoryCode === null) return [];
  const reportId = newId();
  const since = new Date(at.getTime() - DUPLICATE_DAYS * DAY);
  const question = { reportId, lat, lon, metres: DUPLICATE_METRES, since, categoryCode };
  return (await nearbyOpenReports(tx, [question])).get(reportId) ?? [];
}

/** Where something would go, and why: by the very rules of the router. */
@ApiTags('routing')
@Controller('v1/desk')
export class RoutingController {
  constructor(
    private readonly work: DeskWork,
    private readonly reference: ReferenceCache,
    private readonly map: AreaMap,
  ) {}

  /** What a caller's report may be about, while somebody writes it down. */
  @Post('suggest')
  @HttpCode(200)
  @Needs('read_cases')
  @ApiOperation({ operationId: 'suggestAtDesk' })
  @ApiOkResponse({ type: SuggestView })
  async suggest(@Body() body: SuggestBody): Promise<SuggestView> {
    const reference = await this.reference.get();
    return suggestView(reference, body, this.map.areaOf(reference, body));
  }

  /** Tries the rules on a report that nobody has sent. Nothing is stored. */
  @Post('routing/test')
  @HttpCode(200)
  @Needs('read_rules')
  @ApiOperation({ operationId: 'testRouting' })
  @ApiOkResponse({ type: RoutingTestView })
  async test(
    @Person() person: DeskPerson,
    @Body() body: RoutingTestBody,
  ): Promise<RoutingTestView> {
    return this.work.run(person, async (tx, reference) => {
      const report = triageableOf(body, reference, this.map, tx.now);
      const { streamCode, areaCode: area, priority, at } = report;
      const { categoryCode } = categoryOf(report, reference);
      const near = await duplicatesOf(tx, body, categoryCode, at);
      const { suggestion, triage, sensitiveWords } = triageOf(
        report,
        { near, suspicion: null },
        reference,
      );
      const { book } = reference;
      return {
        ...{ at, area, priority, category: categoryCode, sensitive_words: sensitiveWords },
        network: reference.networkOf(categoryCode),
        suggestion: suggestedCategory(suggestion, reference),
        possible_duplicates: near.length,
        outcome: outcomeView(triage),
        rules: triedRules(trialsOf(report, reference)),
        promise_at_receipt: triedPromise(book.streamTerms(streamCode), at),
        promise_at_assignment: triedPromise(book.categoryTerms(streamCode, categoryCode), at),
      };
    });
  }
}
