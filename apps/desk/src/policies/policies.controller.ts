import { Needs } from '#libs/http';
import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { underPolicy } from '#libs/domain';
import { previewPage } from '#libs/pipeline';
import {
  type CheckedPolicy,
  PolicyChanged,
  ReferenceCache,
  type Tx,
  calendarCodes,
  checkPolicyData,
  currentPolicies,
  planPolicy,
  policyRevisions,
  savePolicy,
  unsavedTerms,
} from '#libs/store';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Person } from '../door/desk.guard.js';
import { DeskWork } from '../desk-work.js';
import { PreviewPageView, PreviewQuery } from '../previews/preview.dto.js';
import { previewView } from '../previews/preview.view.js';
import {
  type Came,
  IF_MATCH,
  atAddress,
  expectedRevision,
  invalid,
  problemViews,
} from '../revisions/revisions.js';
import { PolicyBody, PolicyChecked, PolicyList, PolicySaved, PolicyView } from './policies.dto.js';
import { listItem, policyView, savedView } from './policies.view.js';

async function read(tx: Tx, code: string, body: unknown): Promise<Came<CheckedPolicy>> {
  const { policies, problems } = checkPolicyData(body, await calendarCodes(tx));
  return atAddress(code, policies, problems);
}

/** Policies: everybody at the desk reads and tries them, administrators save them. */
@ApiTags('policies')
@Controller('v1/desk/policies')
export class PoliciesController {
  constructor(
    private readonly work: DeskWork,
    private readonly reference: ReferenceCache,
  ) {}

  @Get()
  @Needs('read_rules')
  @ApiOperation({ operationId: 'listPolicies' })
  @ApiOkResponse({ type: PolicyList })
  async list(@Person() person: DeskPerson): Promise<PolicyList> {
    const all = await this.work.run(person, (tx) => currentPolicies(tx));
    return { items: all.map(listItem) };
  }

  @Get(':code')
  @Needs('read_rules')
  @ApiOperation({ operationId: 'readPolicy' })
  @ApiOkResponse({ type: PolicyView, description: 'With the revision as its ETag' })
  async one(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyView> {
    const revisions = await this.work.run(person, (tx) => policyRevisions(tx, code));
    const current = revisions.find((one) => one.current);
    if (!current) throw new Problem('not_found', `no policy ${code}`);
    void reply.header('ETag', `"${current.revision}"`);
    return policyView(current, revisions);
  }

  /** Says what is wrong with a policy, or what saving it would change; nothing is stored. */
  @Post(':code/check')
  @HttpCode(200)
  @Needs('read_rules')
  @ApiOperation({ operationId: 'checkPolicy' })
  @ApiBody({ type: PolicyBody })
  @ApiOkResponse({ type: PolicyChecked })
  async check(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Body() body: unknown,
  ): Promise<PolicyChecked> {
    return this.work.run(person, async (tx) => {
      const { one: policy, problems } = await read(tx, code, body);
      if (!policy) return { problems: problemViews(problems), would: null };
      return { problems: [], would: savedView(await planPolicy(tx, policy)) };
    });
  }

  /** Which dues open cases would have by a policy that is not saved yet; it binds none of them. */
  @Post(':code/preview')
  @HttpCode(200)
  @Needs('read_rules')
  @ApiOperation({ operationId: 'previewPolicy' })
  @ApiBody({ type: PolicyBody })
  @ApiOkResponse({ type: PreviewPageView })
  async preview(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Headers('accept-language') language: string | undefined,
    @Query() query: PreviewQuery,
    @Body() body: unknown,
  ): Promise<PreviewPageView> {
    const page = await this.work.run(person, async (tx, reference) => {
      const { one: policy, problems } = await read(tx, code, body);
      if (!policy) throw invalid('policy_invalid', problems, language);
      const asked = { on: { policy: code }, other: underPolicy(unsavedTerms(policy, reference)) };
      return previewPage(tx, reference, asked, query.after ?? null, query.limit);
    });
    return previewView(page);
  }

  /**
   * Saves a policy as its next revision: it binds the cycles and legs that begin from then on, and
   * open ones keep theirs. Administrators only.
   */
  @Put(':code')
  @Needs('save_policy')
  @ApiOperation({ operationId: 'savePolicy' })
  @ApiHeader(IF_MATCH)
  @ApiBody({ type: PolicyBody })
  @ApiOkResponse({ type: PolicySaved, description: 'With the revision as its ETag' })
  async save(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Headers('accept-language') language: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicySaved> {
    const expected = expectedRevision(ifMatch);
    const saved = await this.work.run(person, async (tx) => {
      const { one: policy, problems } = await read(tx, code, body);
      if (!policy) throw invalid('policy_invalid', problems, language);
      return savePolicy(tx, policy, { by: person.code, expected }).catch(asProblem);
    });
    this.reference.forget();
    void reply.header('ETag', `"${saved.revision}"`);
    return savedView(saved);
  }
}

function asProblem(error: unknown): never {
  if (error instanceof PolicyChanged) throw new Problem('policy_changed', error.message);
  throw error;
}
