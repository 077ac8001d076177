import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SuggestView } from '#libs/dto';
import { createHttpApp, listen } from '#libs/http';
import { type INestApplicationContext } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type RoutingTestView } from '../../apps/desk/src/routing/routing.dto.js';
import { type CaseSuggestion } from '../../apps/desk/src/routing/suggestions.dto.js';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { abuseOf } from '../harness/abuse.js';
import {
  type Answer,
  type TestDesk,
  assigned,
  file,
  get,
  post,
  problem,
  resolved,
  startDesk,
  walk,
} from '../harness/desk.js';
import { drained, startRouter } from '../harness/working.js';

let desk: TestDesk;
let intake: NestFastifyApplication;
let router: INestApplicationContext;
let url = '';

beforeAll(async () => {
  desk = await startDesk();
  const { store, reference } = desk.database;
  const parts = { store, reference, media: desk.kept.media, secret: 'x'.repeat(32) };
  const abuse = abuseOf({ KIP_LIMIT_SUGGESTING: '4/60' });
  intake = await createHttpApp(IntakeModule.with({ ...parts, abuse }));
  url = (await listen(intake, '127.0.0.1', 0)).url;
  router = await startRouter(desk.database);
}, 120_000);
afterAll(async () => {
  await router.close();
  await intake.close();
  await desk.stop();
});

const AT = { lat: 16.4637, lon: 107.5909 };
const tried = (body: object): Promise<Answer<RoutingTestView>> =>
  post<RoutingTestView>('sup-1', '/v1/desk/routing/test', body);

describe('what a text may be about', () => {
  const typing = async (body: object): Promise<{ status: number; body: SuggestView }> => {
    const response = await fetch(`${url}/v1/public/suggest`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as SuggestView };
  };

  it('is told while it is being written, by the words of the router, for citizens and callers', async () => {
    const text = 'Cáp võng xuống đường';
    const seen = await typing({ text, ...AT });
    expect(seen).toMatchObject({ status: 200, body: { area: { code: expect.any(String) } } });
    expect(seen.body.categories[0]).toMatchObject({
      ...{ code: 'telecom.cable-sagging', name: { vi: 'Cáp võng, sà thấp' } },
      ...{ words: ['cáp võng'], confidence: 1, confident: true },
    });
    const atDesk = await post<SuggestView>('op-1', '/v1/desk/suggest', { text, ...AT });
    expect(atDesk).toMatchObject({ status: 200, body: seen.body });
    expect((await typing({ text: 'xin chào' })).body).toEqual({ categories: [], area: null });
    expect(await typing({ text: 'x', stream: 'nothing' })).toMatchObject({ status: 422 });
  });

  it('is not told more often than somebody types', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) {
      statuses.push((await typing({ text: 'cáp võng' })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('trying the rules', () => {
  it('says what the router then does, and by which rule', async () => {
    const report = { stream: 'field', text: 'Rác thải chất đống ngoài chợ', ...AT };
    const { body } = await tried(report);
    const filed = (await file(report.text, { ...AT, ward: body.area })).report.code;
    await drained(desk.database);
    const routed = (await get<CaseView>('op-1', `/v1/desk/reports/${filed}`)).body;
    const taken = body.rules.filter((rule) => rule.taken);
    expect(taken).toHaveLength(1);
    expect(body.rules[0]).toEqual(taken[0]);
    expect(body.outcome).toEqual({ go: 'assign', to: taken[0]?.to, reasons: [] });
    expect(routed).toMatchObject({
      ...{ state: 'assigned', unit: body.outcome.to?.unit, category: body.category },
      due_at: expect.anything(),
    });
    const act = routed.history.find(({ kind }) => kind === 'assign');
    expect(JSON.stringify(act?.data)).toContain(`(quy tắc ${taken[0]?.code ?? ''})`);
    expect(new Date(routed.due_at ?? 0)).toEqual(new Date(body.promise_at_assignment.due_at ?? 1));
    const other = body.rules.find(({ matched }) => !matched);
    expect(other?.asked.some(({ holds }) => !holds)).toBe(true);
  });

  it('says why a person would look first', async () => {
    const unsure = await tried({ text: 'cáp võng và đống rác thải' });
    expect(unsure.body.outcome).toMatchObject({ go: 'review', to: null });
    expect(unsure.body.outcome.reasons).toContain('low_confidence');
    const nothing = await tried({ text: 'xin chào' });
    expect(nothing.body).toMatchObject({
      ...{ category: null, suggestion: null, outcome: { go: 'review' } },
      outcome: { reasons: ['no_rule'] },
    });
    const telecom = await tried({ category: 'telecom', text: 'x' });
    expect(telecom.body.outcome).toMatchObject({ go: 'offer', to: { network: 'telecom' } });
    expect(telecom.body).toMatchObject({ suggestion: null, network: 'telecom' });
  });

  it('asks for codes that there are', async () => {
    expect(await tried({ category: 'nothing' })).toMatchObject(problem(422, 'unknown_reference'));
    expect(await tried({ area: 'nowhere' })).toMatchObject(problem(422, 'unknown_reference'));
    expect(await tried({ priority: 'very' })).toMatchObject(problem(422, 'invalid_request'));
  });
});

describe('to whom a case may go', () => {
  const suggestion = async (code: string): Promise<CaseSuggestion> => {
    const answer = await get<CaseSuggestion>('op-1', `/v1/desk/reports/${code}/suggestion`);
    expect(answer.status).toBe(200);
    return answer.body;
  };

  it('is nobody where nothing tells', async () => {
    const { code } = (await file('xin chào')).report;
    await drained(desk.database);
    expect(await suggestion(code)).toEqual({
      ...{ best: null, last_unit: null, rule: null, category: null },
      ...{ reasons: ['no_rule'], similar: [] },
    });
  });

  it('is the last unit after a reopening, else the rule, with who had similar cases near', async () => {
    const place = { ...AT, category: 'telecom.cable-dead', ward: '19753' };
    const done = (await file('Dây cáp đứt', place)).report.code;
    await drained(desk.database);
    await walk(done, resolved);
    const near = { ...place, lat: AT.lat + 0.001 };
    const next = (await file('Dây cáp đứt nữa', near)).report.code;
    await drained(desk.database);
    const seen = await suggestion(next);
    expect(seen).toMatchObject({
      best: { unit: null, network: 'telecom', by: 'rule' },
      ...{ last_unit: null, rule: { to: { network: 'telecom' } } },
      similar: [{ unit: 'viettel', cases: 1, resolved: 1 }],
    });
    const far = (await file('Dây cáp đứt xa', { ...place, lat: 16.2 })).report.code;
    await drained(desk.database);
    expect((await suggestion(far)).similar).toEqual([]);
    await walk(done, [['op-1', 'reopen', { reason: 'lại đứt' }]]);
    expect((await suggestion(done)).best).toEqual({
      ...{ unit: 'viettel', network: null, by: 'last_unit' },
    });
  });

  it('is told to nobody who does not see the case', async () => {
    const { code } = (await file('Dây điện thoại đứt')).report;
    await drained(desk.database);
    await walk(code, assigned);
    const address = `/v1/desk/reports/${code}/suggestion`;
    expect(await get('staff-viettel', address)).toMatchObject({ status: 200 });
    expect(await get('staff-vnpt', address)).toMatchObject(problem(404, 'not_found'));
  });
});
