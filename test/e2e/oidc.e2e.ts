import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../apps/kip/src/embedded/port.js';
import { type Answered, Browser } from '../harness/browser.js';
import {
  OIDC_CLIENT,
  type TestProvider,
  startProvider,
  thereAndBack,
} from '../harness/oidc-provider.js';
import { type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

let desk: SignedDesk;
let url = '';
let provider: TestProvider;
beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  provider = await startProvider(`${url}/v1/session/oidc/callback`);
  desk = await startSignedDesk();
  const { issuer } = provider;
  const client = { clientId: OIDC_CLIENT.id, clientSecret: OIDC_CLIENT.secret };
  await desk.again({ deskUrl: url, oidc: { issuer, ...client, label: 'VNeID' } }, port);
  await desk.account('op-1');
  await desk.account('op-2');
}, 60_000);
afterAll(async () => {
  await desk.stop();
  await provider.stop();
});

const browserHere = (): Browser => new Browser(url);
const signInThere = (here: Browser): Promise<string> =>
  thereAndBack(here, provider, '/v1/session/oidc');

async function signIn(here: Browser): Promise<Answered<{ code?: string; detail?: string }>> {
  return here.get(await signInThere(here));
}

const refusal = { status: 403, body: { code: 'other_sign_in_refused' } };

describe('signing in with another system', () => {
  it('is offered where it is set up', async () => {
    const ways = await new Browser(url).get('/v1/session/ways');
    expect(ways.body).toEqual({
      password: true,
      key: false,
      other: { label: 'VNeID', url: '/v1/session/oidc' },
    });
    expect((await new Browser(desk.url).get('/v1/session/ways')).body).toEqual({
      password: true,
      key: false,
      other: null,
    });
  });

  it('lets in whoever it vouches for by mail address, and by its subject from then on', async () => {
    const email = desk.email('op-1');
    provider.is({ subject: 'subject-17', email, emailVerified: true, amr: ['pwd', 'otp'] });
    const first = browserHere();
    const answer = await signIn(first);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/');
    const session = await first.get('/v1/session');
    expect(session.body).toMatchObject({ person: { code: 'op-1' }, stage: 'ready' });

    provider.is({
      subject: 'subject-17',
      email: 'renamed@kip.test',
      emailVerified: true,
      amr: ['mfa'],
    });
    const later = browserHere();
    expect(await signIn(later)).toMatchObject({ status: 302 });
    expect((await later.get('/v1/session')).body).toMatchObject({ person: { code: 'op-1' } });
  });

  it('asks for its own second factor where the other system asked for a password only', async () => {
    const email = desk.email('op-2');
    provider.is({ subject: 'subject-18', email, emailVerified: true, amr: ['pwd'] });
    const browsers = browserHere();
    expect(await signIn(browsers)).toMatchObject({ status: 302 });
    expect((await browsers.get('/v1/session')).body).toMatchObject({ stage: 'enrol' });
    expect(await browsers.get('/v1/desk/reports')).toMatchObject({ status: 401 });
  });

  it.each([
    ['nobody here', { subject: 's-1', email: 'stranger@kip.test', emailVerified: true }],
    ['an address that is not proven', { subject: 's-2', email: 'op-1', emailVerified: false }],
    ['no address', { subject: 's-3' }],
    ['somebody without an account', { subject: 's-4', email: 'sup-1', emailVerified: true }],
  ])(
    'refuses %s',
    async (
      _who,
      { email, ...somebody }: { subject: string; email?: string; emailVerified?: boolean },
    ) => {
      const address = email === undefined || email.includes('@') ? email : desk.email(email);
      provider.is({ ...somebody, ...(address !== undefined && { email: address }), amr: ['mfa'] });
      const browsers = browserHere();
      expect(await signIn(browsers)).toMatchObject(refusal);
      expect(await browsers.get('/v1/session')).toMatchObject({ status: 401 });
    },
  );

  it('refuses an answer that was not asked for, is another browser’s, was changed, or comes twice', async () => {
    const email = desk.email('op-1');
    provider.is({ subject: 'subject-17', email, emailVerified: true, amr: ['mfa'] });
    const browsers = browserHere();
    const back = await signInThere(browsers);
    expect(await new Browser(url).get(back)).toMatchObject(refusal);
    const another = browserHere();
    await signInThere(another);
    expect(await another.get(back)).toMatchObject(refusal);
    const changed = back.replace(/code=[^&]+/, 'code=made-up');
    expect(await browsers.get(changed)).toMatchObject(refusal);

    const good = browserHere();
    const address = await signInThere(good);
    const copy = new Browser(url);
    copy.steal(good);
    expect(await good.get(address)).toMatchObject({ status: 302 });
    // The code was taken: who has seen the address in between gets nothing by it.
    expect(await copy.get(address)).toMatchObject(refusal);
  });

  it('says that the other system is away, and goes on once it is back', async () => {
    const away = await desk.again({
      ...{ deskUrl: 'http://127.0.0.1:9' },
      oidc: { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x', label: 'x' },
    });
    const answer = await new Browser(away).get('/v1/session/oidc');
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });
});
