import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSeed, writeSeed } from '#libs/store';
import {
  type CatalogueChecked,
  type CatalogueList,
  type CatalogueSaved,
  type CatalogueView,
  type CategoryEntry,
  type NetworkEntry,
  type RuleEntry,
  type StreamEntry,
  type UnitEntry,
} from '../../apps/desk/src/catalogue/catalogue.dto.js';
import {
  type Answer,
  type ProblemBody,
  type TestDesk,
  as,
  command,
  file,
  get,
  post,
  problem,
  send,
  startDesk,
} from '../harness/desk.js';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startDesk();
}, 120_000);
afterAll(async () => {
  await desk.stop();
});

const at = (address: string): string => `/v1/desk/catalogue/${address}`;

async function read(address: string): Promise<CatalogueView> {
  const answer = await get<CatalogueView>('op-1', at(address));
  expect(answer.status).toBe(200);
  return answer.body;
}

const put = <Body = CatalogueSaved>(
  address: string,
  revision: number | null,
  entry: object,
  person = 'admin-1',
): Promise<Answer<Body>> => {
  const headers = revision === null ? {} : { 'If-Match': `"${revision}"` };
  return send<Body>('PUT', at(address), { ...as(person), ...headers }, entry);
};

const check = async (address: string, entry: object): Promise<CatalogueChecked> =>
  (await post<CatalogueChecked>('op-1', `${at(address)}/check`, entry)).body;

const wrongIn = async (address: string, entry: object): Promise<readonly string[]> =>
  (await check(address, entry)).problems.map(({ field }) => field);

describe('the reference data at the desk', () => {
  it('is listed in the words of its files, and saving what was read changes nothing', async () => {
    const kinds = { stream: 6, category: 90, unit: 60, network: 2, rule: 80 };
    for (const [kind, least] of Object.entries(kinds)) {
      const { body } = await get<CatalogueList>('sup-1', at(kind));
      expect({ kind, many: body.items.length >= least }).toEqual({ kind, many: true });
      for (const { code, entry, revision } of body.items.slice(0, 30)) {
        const checked = await check(`${kind}/${code}`, entry);
        expect({ kind, code, revision, checked }).toEqual({
          ...{ kind, code, revision: 1 },
          checked: {
            problems: [],
            would: { result: 'same', revision: 1, before: 1, changes: [] },
          },
        });
      }
    }
    expect(await get('op-1', at('people'))).toMatchObject(problem(404, 'not_found'));
    expect(await get('op-1', at('unit/nobody'))).toMatchObject(problem(404, 'not_found'));
  });

  it('is saved by administrators, from what they have read, and tells who saved what', async () => {
    const { revision, entry } = await read('unit/viettel');
    const unit = entry as UnitEntry;
    const renamed = { ...unit, name: { vi: 'Viettel Huế', en: 'Viettel Hue' } };
    expect(await put('unit/viettel', null, renamed)).toMatchObject(problem(422, 'invalid_request'));
    expect(await put('unit/viettel', revision, renamed, 'op-1')).toMatchObject(
      problem(403, 'role_not_allowed'),
    );
    expect(await check('unit/viettel', renamed)).toMatchObject({
      problems: [],
      would: { result: 'changed', changes: [{ field: 'name', before: unit.name }] },
    });
    const saved = await put('unit/viettel', revision, renamed);
    expect(saved).toMatchObject({ status: 200, body: { result: 'changed', revision: 2 } });
    expect(await put('unit/viettel', revision, unit)).toMatchObject(
      problem(412, 'reference_changed'),
    );
    const again = await read('unit/viettel');
    expect(again).toMatchObject({
      ...{ revision: 2, saved_by: 'admin-1', entry: renamed },
      revisions: [
        { revision: 2, saved_by: 'admin-1', entry: renamed },
        { revision: 1, saved_by: null, saved_at: null, entry: unit },
      ],
    });
    const forms = await get<{ units: { code: string; name: object }[] }>(
      'op-1',
      '/v1/desk/reference',
    );
    expect(forms.body.units.find(({ code }) => code === 'viettel')?.name).toEqual(renamed.name);
  });

  it('of two who save at once lets one through', async () => {
    const { revision, entry } = await read('unit/vnpt');
    const named = (vi: string): object => ({ ...entry, name: { vi, en: vi } });
    const both = await Promise.all([
      put('unit/vnpt', revision, named('VNPT 1')),
      put('unit/vnpt', revision, named('VNPT 2')),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('is refused with every place that is wrong, and what to do', async () => {
    const category = (await read('category/telecom')).entry as CategoryEntry;
    const [field] = category.form ?? [];
    const broken = {
      ...category,
      ...{ parent: 'telecom.cable-dead', policy: 'nothing', network: 'nobody' },
      form: [field, field],
    };
    const refused = await put<ProblemBody>('category/telecom', 1, broken);
    expect(refused).toMatchObject(problem(422, 'reference_invalid'));
    expect(refused.body.errors?.map((one) => one.field)).toEqual([
      ...['form.1.code', 'parent', 'policy', 'network'],
    ]);
    const network = (await read('network/telecom')).entry as NetworkEntry;
    expect(await wrongIn('network/telecom', { ...network, lead: 'hepco' })).toEqual(['lead']);
    expect(await wrongIn('network/telecom', { ...network, units: [] })).toEqual(['units']);
    const stream = (await read('stream/field')).entry as StreamEntry;
    expect(
      await wrongIn('stream/field', { ...stream, prefix: 'XX', zone: 'Europe/Paris' }),
    ).toEqual(['prefix', 'zone']);
    expect(await wrongIn('stream/new', { ...stream, code: 'new', prefix: 'XX' })).toEqual(['code']);
    expect(await wrongIn('stream/field', { ...stream, colour: 'red' })).toEqual(['colour']);
    expect(await wrongIn('stream/field', { ...stream, rating_window_days: 0 })).toEqual([
      'rating_window_days',
    ]);
    const rule: RuleEntry = {
      ...{ code: 'new', to: {}, rank: 1, reason: { vi: 'x', en: 'x' } },
      time: { from: '22:00' },
    };
    expect(await wrongIn('rule/new', rule)).toEqual(['to', 'time']);
    expect(await wrongIn('rule/other', rule)).toContain('code');
    expect(await wrongIn('rule/new', [])).toEqual(['']);
    expect((await read('category/telecom')).revision).toBe(1);
  });

  it('ends by a day and goes on where it is named; nobody chooses it any more', async () => {
    const gone = '2026-03-01';
    const network = (await read('network/telecom')).entry as NetworkEntry;
    const unit = (await read('unit/fpt-telecom')).entry as UnitEntry;
    expect(await wrongIn('unit/fpt-telecom', { ...unit, until: gone })).toEqual(['until']);
    const fewer = network.units.filter((code) => code !== 'fpt-telecom');
    expect(await put('network/telecom', 1, { ...network, units: fewer })).toMatchObject({
      status: 200,
    });
    expect(await put('unit/fpt-telecom', 1, { ...unit, until: gone })).toMatchObject({
      status: 200,
    });
    const { code } = (await file('Cáp đứt')).report;
    const assign = { unit: 'fpt-telecom', words: 'x' };
    const refused = await command<ProblemBody>('op-1', code, 'assign', assign);
    expect(refused).toMatchObject(problem(422, 'unknown_reference'));
    expect(refused.body.detail).toContain('ended on 2026-03-01');
    expect(await wrongIn('network/telecom', network)).toEqual([
      `units.${network.units.indexOf('fpt-telecom')}`,
    ]);
  });

  it('has a rule that routes from the moment it is saved, and no more once it has ended', async () => {
    const rule: RuleEntry = {
      ...{ code: 'all-questions', stream: 'question', to: { unit: 'hepco' }, rank: 1 },
      reason: { vi: 'thử', en: 'a try' },
    };
    const taken = async (): Promise<string | undefined> => {
      const tried = await post<{ rules: { code: string; taken: boolean }[] }>(
        ...([
          'admin-1',
          '/v1/desk/routing/test',
          { stream: 'question', text: 'xin chào' },
        ] as const),
      );
      return tried.body.rules.find((one) => one.taken)?.code;
    };
    const before = await taken();
    expect(await put('rule/all-questions', 0, rule)).toMatchObject({ body: { result: 'added' } });
    expect(before).toBeUndefined();
    expect(await taken()).toBe('all-questions');
    const ended = { ...rule, until: '2026-03-02' };
    expect(await put('rule/all-questions', 1, ended)).toMatchObject({ status: 200 });
    expect(await taken()).toBeUndefined();
  });

  it('stays as the desk has saved it when it is seeded again, unless that is asked for', async () => {
    const { store, reference } = desk.database;
    const seed = readSeed('deploy/seed/hue');
    const kept = await writeSeed(store, seed);
    expect(kept['units']?.by_desk).toEqual(expect.arrayContaining(['viettel', 'vnpt']));
    expect(kept['units']?.changed).toBe(0);
    expect(kept['networks']?.by_desk).toEqual(['telecom']);
    expect((await read('unit/viettel')).entry).toMatchObject({ name: { vi: 'Viettel Huế' } });
    const forced = await writeSeed(store, seed, true);
    reference.forget();
    expect(forced['units']).toMatchObject({ changed: 3, by_desk: [] });
    const view = await read('unit/viettel');
    expect(view).toMatchObject({ revision: 3, saved_by: null });
    expect(view.entry).toEqual(view.revisions.at(-1)?.entry);
    const again = await writeSeed(store, seed);
    expect(again['units']).toMatchObject({ changed: 0, by_desk: [] });
  });
});
