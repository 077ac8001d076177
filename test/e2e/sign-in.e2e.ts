import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser, codeNow } from '../harness/browser.js';
import { PASSWORD, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

let desk: SignedDesk;
beforeAll(async () => {
  desk = await startSignedDesk();
}, 60_000);
afterAll(async () => {
  await desk.stop();
});

const LIST = '/v1/desk/reports';
const refused = (status: number, code: string): object => ({
  status,
  body: expect.objectContaining({ code, remedy: expect.any(String) }),
});

/** As if the wait were over: what counts is the server's own clock, which no test turns. */
async function afterTheWait(): Promise<void> {
  await desk.database.store.transaction({ role: 'owner' }, (tx) =>
    tx.query(`UPDATE sign_in_tries SET locked_until = clock_timestamp()`),
  );
}

describe('signing in', () => {
  it('takes an invitation, a password and a second factor, in this order', async () => {
    const admin = await desk.as('admin-1');
    const invited = await admin.post<{ token: string }>('/v1/desk/people/op-1/invite');
    expect(invited.status).toBe(200);
    const { token } = invited.body;

    const browser = new Browser(desk.url);
    const weak = await browser.post('/v1/account/password', { token, password: 'mat khau 12345' });
    expect(weak).toMatchObject(refused(422, 'password_too_weak'));
    const password = 'con thuyền và bảy cây thông';
    expect((await browser.post('/v1/account/password', { token, password })).status).toBe(204);
    const again = await browser.post('/v1/account/password', { token, password: `${password}!` });
    expect(again).toMatchObject(refused(403, 'link_refused'));

    expect(await browser.signIn(desk.email('op-1').toUpperCase(), password)).toBe('enrol');
    expect(await browser.get(LIST)).toMatchObject(refused(401, 'factor_needed'));
    const { secret } = await browser.enrol();
    expect(await browser.get(LIST)).toMatchObject({ status: 200 });
    expect((await browser.get('/v1/session')).body).toMatchObject({
      person: { code: 'op-1', role: 'operator' },
      stage: 'ready',
      rights: expect.arrayContaining(['read_cases', 'file_cases', 'read_contacts']),
    });

    const other = new Browser(desk.url);
    expect(await other.signIn(desk.email('op-1'), password)).toBe('code');
    expect(await other.get(LIST)).toMatchObject(refused(401, 'code_needed'));
    const before = new Browser(desk.url);
    before.steal(other);
    // The code that set the factor up is used; the next one is an app's half a minute later.
    const used = await other.post('/v1/session/code', { code: codeNow(secret) });
    expect(used).toMatchObject(refused(401, 'code_refused'));
    const code = codeNow(secret, new Date(Date.now() + 30_000));
    expect(await other.post('/v1/session/code', { code })).toMatchObject({ status: 200 });
    expect(await other.get(LIST)).toMatchObject({ status: 200 });
    // Whoever had the cookie before has nothing now.
    expect(await before.get('/v1/session')).toMatchObject(refused(401, 'not_authenticated'));
  });

  it('takes a recovery code in place of the telephone, each once', async () => {
    const first = await desk.as('mod-1');
    await first.send('DELETE', '/v1/session');
    const admin = await desk.as('admin-2');
    await admin.post('/v1/desk/people/mod-1/remove-factor');
    const browser = new Browser(desk.url);
    await browser.signIn(desk.email('mod-1'), PASSWORD);
    const { recoveryCodes } = await browser.enrol();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [code = ''] = recoveryCodes;
    const sign = async (): Promise<number> => {
      const other = new Browser(desk.url);
      expect(await other.signIn(desk.email('mod-1'), PASSWORD)).toBe('code');
      return (await other.post('/v1/session/code', { code })).status;
    };
    expect(await sign()).toBe(200);
    expect(await sign()).toBe(401);
  });

  it('refuses a wrong password and a stranger alike, and has both wait after five tries', async () => {
    await desk.account('sup-1');
    const answers = async (email: string): Promise<object[]> => {
      const browser = new Browser(desk.url);
      const seen: object[] = [];
      for (let tries = 1; tries <= 7; tries += 1) {
        const { status, body } = await browser.post<{ code: string }>('/v1/session', {
          email,
          password: `not the password ${tries}`,
        });
        seen.push({ status, code: body.code });
      }
      return seen;
    };
    const known = await answers(desk.email('sup-1'));
    expect(known).toEqual(await answers('nobody@kip.test'));
    expect(known.slice(0, 5)).toEqual(Array(5).fill({ status: 401, code: 'sign_in_refused' }));
    expect(known.slice(5)).toEqual(Array(2).fill({ status: 429, code: 'too_many_tries' }));
    const right = { email: desk.email('sup-1'), password: PASSWORD };
    const waiting = await new Browser(desk.url).post('/v1/session', right);
    expect(waiting.status).toBe(429);
    const seconds = Number(waiting.headers.get('Retry-After'));
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThanOrEqual(60);
    await afterTheWait();
    expect((await new Browser(desk.url).post('/v1/session', right)).status).toBe(200);
  });

  it('has whoever guesses a code wait as well', async () => {
    const { recoveryCodes } = await enrolled('staff-fpt-telecom');
    const browser = new Browser(desk.url);
    await browser.signIn(desk.email('staff-fpt-telecom'), PASSWORD);
    const statuses: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      statuses.push((await browser.post('/v1/session/code', { code: '000000' })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const [code = ''] = recoveryCodes;
    expect((await browser.post('/v1/session/code', { code })).status).toBe(429);
  });

  async function enrolled(person: string): Promise<{ recoveryCodes: readonly string[] }> {
    await desk.account(person);
    const browser = new Browser(desk.url);
    await browser.signIn(desk.email(person), PASSWORD);
    return browser.enrol();
  }

  it('has cookies that no script reads and that TLS alone carries', async () => {
    const secure = await desk.again({ deskUrl: 'https://desk.kip.test' });
    await desk.account('sup-1');
    const sent = { email: desk.email('sup-1'), password: PASSWORD };
    for (const [url, cookie] of [
      [desk.url, /^kip=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/],
      [secure, /^__Host-kip=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/],
    ] as const) {
      const answer = await new Browser(url).post('/v1/session', sent);
      expect(answer.headers.get('set-cookie')).toMatch(cookie);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });
});

describe('a session', () => {
  it('changes nothing without its own token, whoever’s page asks', async () => {
    const browser = await desk.as('staff-viettel');
    const other = await desk.as('staff-vnpt');
    for (const token of ['', 'x', other.csrf]) {
      const headers = { 'X-CSRF-Token': token };
      const answer = await browser.send('POST', `${LIST}/PA-2026-000001/take`, {}, headers);
      expect(answer).toMatchObject(refused(403, 'csrf_refused'));
      const out = await browser.send('DELETE', '/v1/session', undefined, headers);
      expect(out).toMatchObject(refused(403, 'csrf_refused'));
    }
    // A form of another site can send text and no JSON: that is not even read.
    const form = await fetch(`${desk.url}/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: JSON.stringify({ email: desk.email('op-1'), password: PASSWORD }),
    });
    expect(form.status).toBe(415);
    expect(await browser.get('/v1/session')).toMatchObject({ status: 200 });
  });

  it('that was ended is dead at once, at every process', async () => {
    const elsewhere = await desk.again();
    const browser = await desk.as('staff-mobifone');
    const second = new Browser(elsewhere);
    second.steal(browser);
    expect(await second.get(LIST)).toMatchObject({ status: 200 });
    const { body } = await browser.get<{ items: { id: string; current: boolean }[] }>(
      '/v1/session/all',
    );
    expect(body.items).toEqual([expect.objectContaining({ current: true, way: 'password' })]);
    const [line] = body.items;
    const ended = await browser.send('DELETE', `/v1/session/all/${line?.id ?? ''}`);
    expect(ended.status).toBe(204);
    expect(await second.get(LIST)).toMatchObject(refused(401, 'not_authenticated'));
    expect(await browser.get(LIST)).toMatchObject(refused(401, 'not_authenticated'));
  });

  it('ends when its person is shut out, or may something else from now on', async () => {
    const admin = await desk.as('admin-2');
    const browser = await desk.as('op-2');
    const save = { name: 'Trần Ngọc Lan', email: desk.email('op-2'), role: 'moderator' };
    expect(await admin.send('PUT', '/v1/desk/people/op-2', save)).toMatchObject({ status: 200 });
    expect(await browser.get(LIST)).toMatchObject(refused(401, 'not_authenticated'));
    const anew = await desk.as('op-2');
    expect((await anew.get<{ person: object }>('/v1/session')).body.person).toMatchObject({
      role: 'moderator',
    });
    expect((await admin.post('/v1/desk/people/op-2/shut-out')).status).toBe(204);
    expect(await anew.get(LIST)).toMatchObject(refused(401, 'not_authenticated'));
    const sent = { email: desk.email('op-2'), password: PASSWORD };
    expect(await new Browser(desk.url).post('/v1/session', sent)).toMatchObject(
      refused(401, 'sign_in_refused'),
    );
    expect((await admin.post('/v1/desk/people/op-2/let-in')).status).toBe(204);
    expect((await new Browser(desk.url).post('/v1/session', sent)).status).toBe(200);
    const self = await admin.post('/v1/desk/people/admin-2/shut-out');
    expect(self).toMatchObject(refused(409, 'person_changed'));
  });
});
