import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import {
  type Answer,
  type ProblemBody,
  STAFF,
  type TestDesk,
  as,
  command,
  file,
  get,
  problem,
  send,
  startDesk,
  walk,
  working,
} from '../harness/desk.js';
import { holdsWords, markersOf, plainJpeg } from '../harness/hostile-images.js';
import { refOf, sendFile } from '../harness/media.js';

let desk: TestDesk;
let photo: Buffer;

beforeAll(async () => {
  desk = await startDesk();
  photo = await plainJpeg();
}, 120_000);
afterAll(() => desk.stop());

async function uploaded(person: string): Promise<{ id: string; token: string }> {
  const answer = await sendFile(`${desk.url}/v1/desk/uploads`, photo, 'photo.jpg', as(person));
  expect(answer).toMatchObject({ status: 201 });
  return refOf(answer);
}

/** A case with one photo that a caller has sent, at work in Viettel's hands. */
async function caseWithPhoto(): Promise<{ readonly code: string; readonly id: string }> {
  const ref = await uploaded('op-1');
  const { report } = await file('Dây điện thoại đứt', { photos: [ref] });
  await walk(report.code, working);
  return { code: report.code, id: ref.id };
}

const photosRoute = (code: string): string => `/v1/desk/reports/${code}/photos`;

async function bytesOf(person: string, route: string): Promise<Response> {
  return fetch(`${desk.url}${route}`, { headers: as(person) });
}

describe('the photos of a case', () => {
  it('are seen by whoever sees the case, as files of their own', async () => {
    const { code, id } = await caseWithPhoto();
    for (const person of ['op-1', STAFF, 'sup-1']) {
      const seen = await get<CaseView>(person, `/v1/desk/reports/${code}`);
      expect(seen.body.photos).toMatchObject([
        { id, kind: 'before', cycle: 1, width: 300, height: 200, added_by: 'op-1', hidden: false },
      ]);
      expect((await get(person, photosRoute(code))).body).toEqual(seen.body.photos);
      for (const route of [`${photosRoute(code)}/${id}`, `${photosRoute(code)}/${id}/thumbnail`]) {
        const answer = await bytesOf(person, route);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toBe('image/jpeg');
        expect(answer.headers.get('content-disposition')).toBe(
          `attachment; filename="${code}-1.jpg"`,
        );
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        const bytes = new Uint8Array(await answer.arrayBuffer());
        expect(markersOf(bytes).filter(holdsWords)).toEqual([]);
      }
    }
  });

  it('are not there for another unit, nor under another case', async () => {
    const { code, id } = await caseWithPhoto();
    const { code: other } = await caseWithPhoto();
    const notFound = problem(404, 'not_found');
    const routes = [
      photosRoute(code),
      `${photosRoute(code)}/${id}`,
      `${photosRoute(code)}/${id}/thumbnail`,
    ];
    for (const route of routes) expect(await get('staff-hepco', route)).toEqual(notFound);
    expect(await get(STAFF, `${photosRoute(other)}/${id}`)).toEqual(notFound);
    expect(await get(STAFF, `${photosRoute(code)}/nonsense`)).toEqual(notFound);
    const hide = (person: string, at: string): Promise<Answer<ProblemBody>> =>
      command(person, at, `photos/${id}/hide`, { reason: 'lộ mặt' });
    expect(await hide('staff-hepco', code)).toEqual(problem(403, 'role_not_allowed'));
    expect(await hide('mod-1', other)).toEqual(notFound);
  });

  it('are not sent without the key', async () => {
    const answer = await sendFile(`${desk.url}/v1/desk/uploads`, photo);
    expect(answer).toMatchObject({ status: 401, body: { code: 'not_authenticated' } });
  });
});

describe('a hidden photo', () => {
  it('is seen by moderators and administrators alone, until it is shown again', async () => {
    const { code, id } = await caseWithPhoto();
    const route = `${photosRoute(code)}/${id}`;
    const refused = await command('op-1', code, `photos/${id}/hide`, { reason: 'lộ mặt' });
    expect(refused).toEqual(problem(403, 'role_not_allowed'));
    const without = await command('mod-1', code, `photos/${id}/hide`, { reason: ' ' });
    expect(without).toEqual(problem(422, 'reason_needed'));
    const hidden = await command('mod-1', code, `photos/${id}/hide`, { reason: 'lộ mặt trẻ em' });
    expect(hidden).toMatchObject({ status: 200, body: [{ id, hidden: true }] });
    for (const person of ['op-1', STAFF]) {
      expect(await get(person, route)).toEqual(problem(404, 'not_found'));
      expect((await get(person, photosRoute(code))).body).toEqual([]);
      expect((await get<CaseView>(person, `/v1/desk/reports/${code}`)).body.photos).toEqual([]);
    }
    for (const person of ['mod-1', 'admin-1']) {
      expect((await bytesOf(person, route)).status).toBe(200);
    }
    const again = await command('mod-1', code, `photos/${id}/hide`, { reason: 'lộ mặt trẻ em' });
    expect(again).toMatchObject({ status: 200 });
    const shown = await command('admin-1', code, `photos/${id}/show`, { reason: 'đã làm mờ' });
    expect(shown).toMatchObject({ status: 200, body: [{ id, hidden: false }] });
    expect((await bytesOf(STAFF, route)).status).toBe(200);
    const seen = await get<CaseView>('mod-1', `/v1/desk/reports/${code}`);
    // Hiding what is hidden is no news.
    expect(seen.body.history.slice(-2)).toMatchObject([
      { kind: 'photo_hidden', person: 'mod-1', data: { photo: id, reason: 'lộ mặt trẻ em' } },
      { kind: 'photo_shown', person: 'admin-1', data: { photo: id, reason: 'đã làm mờ' } },
    ]);
  });
});

describe('a result', () => {
  it('may come with photos, which show how it is afterwards', async () => {
    const { code, id } = await caseWithPhoto();
    const after = await uploaded(STAFF);
    const done = await command(STAFF, code, 'resolve', { text: 'đã thu dây', photos: [after] });
    expect(done).toMatchObject({ status: 200, body: { state: 'resolved' } });
    expect(done.body.photos).toMatchObject([
      { id, kind: 'before', added_by: 'op-1' },
      { id: after.id, kind: 'after', added_by: STAFF },
    ]);
    expect(done.body.history.at(-1)).toMatchObject({
      kind: 'resolve',
      data: { text: 'đã thu dây', photos: [after.id] },
    });
  });

  it('is not recorded where one of its photos cannot be used', async () => {
    const { code } = await caseWithPhoto();
    const after = await uploaded(STAFF);
    const wrong = { ...after, token: 'A'.repeat(32) };
    const refused = await command<ProblemBody>(STAFF, code, 'resolve', {
      ...{ text: 'đã thu dây', photos: [wrong] },
    });
    expect(refused).toEqual(problem(422, 'upload_unknown'));
    const still = await get<CaseView>(STAFF, `/v1/desk/reports/${code}`);
    expect(still.body).toMatchObject({ state: 'in_progress' });
    const { status } = await command(STAFF, code, 'resolve', { text: 'đã thu', photos: [after] });
    expect(status).toBe(200);
  });
});

// From here on the stream asks for a photo: what stands above relies on its not doing so.
describe('a stream that asks for a photo of the result', () => {
  beforeAll(async () => {
    const { store, reference } = desk.database;
    const evidence = [{ kind: 'photo', when: 'resolve', active: true }];
    await store.transaction({ role: 'owner' }, (tx) =>
      tx.query(`UPDATE streams SET evidence = $1 WHERE code = 'field'`, [JSON.stringify(evidence)]),
    );
    reference.forget();
  });

  it('takes no result without one, in the language asked for', async () => {
    const { code } = await caseWithPhoto();
    const bare = { text: 'đã thu dây' };
    expect(await command(STAFF, code, 'resolve', bare)).toEqual(problem(422, 'photo_needed'));
    const english = await send<ProblemBody & { remedy: string }>(
      'POST',
      `/v1/desk/reports/${code}/resolve`,
      { ...as(STAFF), 'Accept-Language': 'en' },
      bare,
    );
    expect(english.body.remedy).toContain('Take a photo');
    const photos = [await uploaded(STAFF)];
    const done = await command(STAFF, code, 'resolve', { ...bare, photos });
    expect(done).toMatchObject({ status: 200, body: { state: 'resolved' } });
  });
});
