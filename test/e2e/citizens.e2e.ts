import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { eraseReport, forgetLog, newId } from '#libs/store';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { abuseOf } from '../harness/abuse.js';
import { type Answered, Browser } from '../harness/browser.js';
import {
  type CitizenWorld,
  citizenBrowser,
  startCitizenWorld,
  goSignIn,
} from '../harness/citizens.js';
import { SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

let desk: SignedDesk;
let intake: NestFastifyApplication;
let world: CitizenWorld;
let url = '';

beforeAll(async () => {
  [world, desk] = await Promise.all([startCitizenWorld(), startSignedDesk()]);
  url = world.url;
  const { store, reference } = desk.database;
  const { media } = desk.kept;
  intake = await createHttpApp(
    IntakeModule.with({
      ...{ store, reference, media, secret: SECRET, abuse: abuseOf({ KIP_HOLD_FLOODS: 'off' }) },
      citizens: world.door(store, SECRET),
    }),
  );
  await listen(intake, '127.0.0.1', world.port, { fixed: true });
}, 60_000);
afterAll(async () => {
  await intake.close();
  await desk.stop();
  await world.provider.stop();
});

interface Me {
  readonly reports: number;
  readonly csrf_token: string;
}
interface Filed {
  readonly code: string;
  readonly tracking_token: string;
}
interface Mine {
  readonly items: readonly { readonly code: string; readonly text: string }[];
  readonly next: string | null;
}

const signedIn = (subject: string): Promise<Browser> => citizenBrowser(world, subject);

const filing = (text: string): object => ({ text, address: '12 Lê Lợi' });

function file(browser: Browser, text: string): Promise<Answered<Filed>> {
  return browser.post<Filed>('/v1/reports', filing(text));
}

const codesOf = async (browser: Browser): Promise<string[]> =>
  (await browser.get<Mine>('/v1/me/reports')).body.items.map(({ code }) => code);

describe('citizens who sign in with another system', () => {
  it('have what they file, on every device, and open it without a token', async () => {
    const an = await signedIn('an');
    const { status, body } = await file(an, 'Nắp cống bị vỡ');
    expect(status).toBe(201);
    const elsewhere = await signedIn('an');
    expect(await codesOf(elsewhere)).toEqual([body.code]);
    const report = await elsewhere.get(`/v1/reports/${body.code}`);
    expect(report).toMatchObject({ status: 200, body: { text: 'Nắp cống bị vỡ' } });
    const added = await elsewhere.post(`/v1/reports/${body.code}/words`, {
      text: 'Đã có người ngã',
    });
    expect(added).toMatchObject({ status: 200 });
    expect(await elsewhere.get<Me>('/v1/me')).toMatchObject({ body: { reports: 1 } });
  });

  it('open nobody else’s report, and change none without the page’s own token', async () => {
    const an = await signedIn('an');
    const { code, tracking_token: token } = (await file(an, 'Cây đổ chắn đường')).body;
    const binh = await signedIn('binh');
    expect(await binh.get(`/v1/reports/${code}`)).toMatchObject({ status: 404 });
    expect(await binh.post(`/v1/reports/${code}/words`, { text: 'x' })).toMatchObject({
      ...{ status: 404, body: { code: 'not_found' } },
    });
    expect(await codesOf(binh)).toEqual([]);
    const drop = await binh.send('DELETE', `/v1/me/reports/${code}`);
    expect(drop).toMatchObject({ status: 404 });
    // Whoever is signed in and shows another's token is its holder.
    const held = await binh.send('GET', `/v1/reports/${code}`, undefined, {
      'Tracking-Token': token,
    });
    expect(held).toMatchObject({ status: 200 });
    // A page of another site sends the cookie along, and knows of nothing else.
    an.csrf = '';
    const refused = { status: 403, body: { code: 'csrf_refused' } };
    expect(await an.post(`/v1/reports/${code}/withdraw`, { reason: 'x' })).toMatchObject(refused);
    expect(await an.send('DELETE', '/v1/me')).toMatchObject(refused);
    expect(await an.get(`/v1/reports/${code}`)).toMatchObject({ status: 200 });
  });

  it('add what they filed before by its token, and take it out again', async () => {
    const stranger = new Browser(url);
    const before = (await file(stranger, 'Đèn đường không sáng')).body;
    const chi = await signedIn('chi');
    const wrong = { code: before.code, token: 'x'.repeat(43) };
    const right = { code: before.code, token: before.tracking_token };
    expect(await chi.post('/v1/me/reports', { reports: [wrong] })).toMatchObject({
      body: { added: [], not_found: [before.code] },
    });
    expect(await chi.get(`/v1/reports/${before.code}`)).toMatchObject({ status: 404 });
    for (const time of ['first', 'again']) {
      const added = await chi.post('/v1/me/reports', { reports: [right] });
      expect([time, added.body]).toEqual([time, { added: [before.code], not_found: [] }]);
    }
    expect(await codesOf(chi)).toEqual([before.code]);
    expect(await chi.send('DELETE', `/v1/me/reports/${before.code}`)).toMatchObject({
      status: 204,
    });
    expect(await chi.get(`/v1/reports/${before.code}`)).toMatchObject({ status: 404 });
  });

  it('read their reports page by page, the latest first', async () => {
    const dung = await signedIn('dung');
    const filed: string[] = [];
    for (const n of [1, 2, 3]) filed.unshift((await file(dung, `Rác ở lô ${n}`)).body.code);
    const first = await dung.get<Mine>('/v1/me/reports?limit=2');
    expect(first.body.items.map(({ code }) => code)).toEqual(filed.slice(0, 2));
    const rest = await dung.get<Mine>(`/v1/me/reports?limit=2&cursor=${first.body.next}`);
    expect(rest.body).toMatchObject({ items: [{ code: filed[2] }], next: null });
    expect(await dung.get('/v1/me/reports?cursor=made-up')).toMatchObject({ status: 422 });
  });

  it('are out at once when they sign out, here or everywhere', async () => {
    const here = await signedIn('em');
    const there = await signedIn('em');
    const copy = new Browser(url);
    copy.steal(here);
    expect(await here.send('DELETE', '/v1/me/session')).toMatchObject({ status: 204 });
    expect(await copy.get('/v1/me')).toMatchObject({ status: 401 });
    expect(await there.get('/v1/me')).toMatchObject({ status: 200 });
    const third = await signedIn('em');
    expect(await third.send('DELETE', '/v1/me/session/all')).toMatchObject({ status: 204 });
    expect(await there.get('/v1/me')).toMatchObject({ status: 401 });
    // What is nobody's own asks for no session.
    const offered = await there.post('/v1/public/suggest', { text: 'Ổ gà' });
    expect(offered).toMatchObject({ status: 200 });
    // What was typed is not lost: without the account it is taken.
    const late = await file(there, 'Ổ gà');
    expect(late).toMatchObject({ status: 401, body: { code: 'not_authenticated' } });
    there.csrf = '';
    expect(await file(there, 'Ổ gà')).toMatchObject({ status: 201 });
  });

  it('are forgotten when they say so, and their reports go on', async () => {
    const giang = await signedIn('giang');
    const { code, tracking_token: token } = (await file(giang, 'Biển báo bị che')).body;
    expect(await giang.send('DELETE', '/v1/me')).toMatchObject({ status: 204 });
    const again = await signedIn('giang');
    expect(await codesOf(again)).toEqual([]);
    const held = await new Browser(url).send('GET', `/v1/reports/${code}`, undefined, {
      'Tracking-Token': token,
    });
    expect(held).toMatchObject({ status: 200 });
  });

  it('are not told to have sent what was erased', async () => {
    const hoa = await signedIn('hoa');
    const { code } = (await file(hoa, 'Nước tràn mặt đường')).body;
    const { store } = desk.database;
    await store.transaction({ role: 'door' }, async (tx) => {
      const [row] = await tx.query<{ id: string }>('SELECT id FROM reports WHERE code = $1', [
        code,
      ]);
      await eraseReport(tx, row?.id ?? '', [], 'admin-1', 'theo yêu cầu');
    });
    expect(await codesOf(hoa)).toEqual([]);
    expect(await hoa.get(`/v1/reports/${code}`)).toMatchObject({ status: 404 });
  });

  it('are known by nothing that names them, to no other role, and not for ever', async () => {
    await signedIn('subject-that-nobody-keeps');
    const { store } = desk.database;
    const dump = await store.transaction({ role: 'door' }, (tx) =>
      tx.query("SELECT encode(subject_key, 'escape') AS key, c.* FROM citizens c"),
    );
    expect(JSON.stringify(dump)).not.toContain('subject-that-nobody-keeps');
    for (const access of [{ role: 'worker' }, { role: 'intake' }, { role: 'post' }] as const) {
      const look = store.transaction(access, (tx) => tx.query('SELECT * FROM citizens'));
      await expect(look).rejects.toThrow('permission denied');
    }
    // A citizen's transaction names another's report as little as nobody's does.
    const others = await store.transaction({ role: 'intake', citizen: newId() }, (tx) =>
      tx.query('SELECT * FROM citizen_reports'),
    );
    expect(others).toEqual([]);
    await store.transaction({ role: 'door' }, (tx) =>
      tx.query("UPDATE citizens SET seen_at = clock_timestamp() - interval '731 days'"),
    );
    const gone = await store.transaction({ role: 'worker' }, (tx) =>
      forgetLog(tx, 'citizens', 730, 1_000),
    );
    expect(gone).toBeGreaterThan(5);
  });
});

describe('a browser that comes back from elsewhere', () => {
  it('is sent on within this site alone', async () => {
    world.provider.is({ subject: 'khanh', amr: ['mfa'] });
    for (const [page, lands] of [
      ['/reports/PA-2026-000001', '/reports/PA-2026-000001'],
      ['https://elsewhere.example', '/'],
      ['//elsewhere.example', '/'],
      ['/\\elsewhere.example', '/'],
    ] as const) {
      const browser = new Browser(url);
      const back = await browser.get(await goSignIn(world, browser, page));
      expect(back.headers.get('location')).toBe(lands);
    }
  });

  it('is not let in by an answer that is another browser’s, was changed, or comes twice', async () => {
    world.provider.is({ subject: 'lan', amr: ['mfa'] });
    const refused = '/reports?refused=other_sign_in_refused';
    const browser = new Browser(url);
    const back = await goSignIn(world, browser);
    const stranger = await new Browser(url).get(back);
    expect(stranger.headers.get('location')).toBe(refused);
    const changed = await browser.get(back.replace(/code=[^&]+/, 'code=made-up'));
    expect(changed.headers.get('location')).toBe(refused);
    expect(await browser.get('/v1/me')).toMatchObject({ status: 401 });
    const good = new Browser(url);
    const address = await goSignIn(world, good);
    const copy = new Browser(url);
    copy.steal(good);
    expect((await good.get(address)).headers.get('location')).toBe('/reports');
    expect((await copy.get(address)).headers.get('location')).toBe(refused);
  });

  it('that is refused again and again has to wait; whoever is let in does not count', async () => {
    const tries = await Promise.all(
      Array.from({ length: 40 }, () =>
        new Browser(url).get('/v1/me/session/callback?code=x&state=y'),
      ),
    );
    const lands = tries.map(({ headers }) => headers.get('location'));
    expect(lands).toContain('/reports?refused=limit_reached');
  });
});

describe('where citizens do not sign in', () => {
  it('says so, and reports are opened by their tokens', async () => {
    const { store, reference } = desk.database;
    const { media } = desk.kept;
    const plain = await createHttpApp(
      IntakeModule.with({ store, reference, media, secret: SECRET, abuse: abuseOf({}) }),
    );
    try {
      const browser = new Browser((await listen(plain, '127.0.0.1', 0)).url);
      const begun = await browser.get('/v1/me/session/begin');
      expect(begun).toMatchObject({ status: 409, body: { code: 'not_offered' } });
      expect(await browser.get('/v1/me')).toMatchObject({ status: 401 });
      expect(
        (await browser.get<{ sign_in: unknown }>('/v1/public/reference')).body.sign_in,
      ).toBeNull();
    } finally {
      await plain.close();
    }
  });
});
