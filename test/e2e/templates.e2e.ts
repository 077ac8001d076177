import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type RenderedView,
  type TemplatePage,
  type TemplateView,
} from '../../apps/desk/src/templates/templates.dto.js';
import {
  type Answer,
  STAFF,
  type TestDesk,
  as,
  file,
  fresh,
  get,
  post,
  problem,
  send,
  startDesk,
  walk,
} from '../harness/desk.js';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
}, 120_000);

afterAll(async () => {
  await desk.stop();
});

const PATH = '/v1/desk/templates';
const WORDS = { name: 'Thông báo phân công', text_vi: 'Đã giao {{unit}}', actions: ['answer'] };

const save = (
  person: string,
  body: object,
  id: string = randomUUID(),
): Promise<Answer<TemplateView>> => send<TemplateView>('PUT', `${PATH}/${id}`, as(person), body);

const names = async (person: string, query = ''): Promise<string[]> =>
  (await get<TemplatePage>(person, `${PATH}?${query}`)).body.items.map(({ name }) => name);

const render = (person: string, code: string, id: string): Promise<Answer<RenderedView>> =>
  post<RenderedView>(person, `/v1/desk/reports/${code}/templates/${id}`);

describe('a template', () => {
  it('is written, found by its name without accents, changed and deleted', async () => {
    const { body: saved } = await save('op-1', WORDS);
    expect(saved).toMatchObject({ ...WORDS, stream: null, unit: null, saved_by: 'op-1' });
    expect(await names('sup-1', 'q=thong bao')).toEqual([WORDS.name]);
    expect(await names('sup-1', 'q=đánh giá')).toEqual([]);
    expect(await names('sup-1', 'action=reject')).toEqual([]);
    await save('admin-1', { ...WORDS, name: 'Phân công' }, saved.id);
    expect(await names('op-2', 'q=PHAN CONG')).toEqual(['Phân công']);
    const gone = (): Promise<Answer<unknown>> => send('DELETE', `${PATH}/${saved.id}`, as('op-1'));
    expect(await gone()).toMatchObject({ status: 204 });
    expect(await gone()).toEqual(problem(404, 'not_found'));
    expect(await names('op-2')).toEqual([]);
  });

  it('comes in pages, by name', async () => {
    const ids: string[] = [];
    for (const name of ['C', 'A', 'B']) ids.push((await save('op-1', { ...WORDS, name })).body.id);
    const first = (await get<TemplatePage>('op-1', `${PATH}?limit=2`)).body;
    expect(first.items.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(await names('op-1', `limit=2&cursor=${first.next ?? ''}`)).toEqual(['C']);
    for (const id of ids) await send('DELETE', `${PATH}/${id}`, as('op-1'));
  });

  it('with a placeholder that does not exist is refused, naming it', async () => {
    const answer = await save('op-1', { ...WORDS, text_en: 'for {{name}} at {{code}}, {{due' });
    expect(answer).toEqual(problem(422, 'template_invalid'));
    expect(answer.body).toMatchObject({
      errors: [
        { field: 'text_en', message: 'name' },
        { field: 'text_en', message: '{{due' },
      ],
    });
    expect(await names('op-1')).toEqual([]);
    expect(await save(STAFF, WORDS)).toEqual(problem(403, 'role_not_allowed'));
    expect(await save('op-1', WORDS, 'x')).toEqual(problem(422, 'invalid_request'));
    const unit = await save('op-1', { ...WORDS, unit: 'nobody' });
    expect(unit).toEqual(problem(422, 'unknown_reference'));
  });

  it('of another unit is seen by none but its own and the desk', async () => {
    const { id } = (await save('op-1', { ...WORDS, name: 'Của Viettel', unit: 'viettel' })).body;
    expect(await names(STAFF)).toEqual(['Của Viettel']);
    expect(await names('staff-vnpt')).toEqual([]);
    const code = await fresh();
    await walk(code, [['op-1', 'assign', { unit: 'vnpt' }]]);
    expect(await render('staff-vnpt', code, id)).toEqual(problem(404, 'not_found'));
    await send('DELETE', `${PATH}/${id}`, as('op-1'));
  });

  it('is filled in from a case, in both languages', async () => {
    const { report } = await file('Dây đứt', { category: 'telecom.cable-sagging' });
    const text_vi = '{{code}}: {{category}} do {{unit}} xử lý, hạn {{due}}.';
    const { id } = (await save('op-1', { ...WORDS, text_vi, text_en: '{{unit}} by {{due}}' })).body;
    const before = await render('op-1', report.code, id);
    expect(before.body).toMatchObject({ missing: ['unit'] });
    await walk(report.code, [['op-1', 'assign', { unit: 'viettel' }]]);
    const { body } = await render(STAFF, report.code, id);
    expect(body.missing).toEqual([]);
    expect(body.text_vi).toMatch(
      new RegExp(
        `^${report.code}: .+ do .*Viettel.* xử lý, hạn \\d\\d:\\d\\d ngày \\d\\d/03/2026\\.$`,
      ),
    );
    expect(body.text_en).toMatch(/Viettel.* by \d\d:\d\d on \d\d\/03\/2026$/);
    expect(await render('staff-vnpt', report.code, id)).toEqual(problem(404, 'not_found'));
    await send('DELETE', `${PATH}/${id}`, as('op-1'));
  });

  it('that names the reporter is for those who may see contacts, and is written down', async () => {
    const { report } = await file('Dây đứt', { contact: { name: 'Bà Lê Thị Hoa' } });
    await walk(report.code, [['op-1', 'assign', { unit: 'viettel' }]]);
    const { id } = (await save('op-1', { ...WORDS, text_vi: 'Kính gửi {{reporter}}' })).body;
    const looks = async (): Promise<number> => {
      const rows = await desk.database.store.transaction({ role: 'owner' }, (tx) =>
        tx.query("SELECT FROM access_events WHERE kind = 'contact_read' AND by_code = 'op-2'"),
      );
      return rows.length;
    };
    expect((await render('op-2', report.code, id)).body.text_vi).toBe('Kính gửi Bà Lê Thị Hoa');
    expect(await looks()).toBe(1);
    for (const person of [STAFF, 'sup-1']) {
      expect(await render(person, report.code, id)).toEqual(problem(403, 'role_not_allowed'));
    }
    await send('DELETE', `${PATH}/${id}`, as('op-1'));
  });
});
