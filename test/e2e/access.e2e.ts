import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KEY_RIGHTS, type Right, holds } from '#libs/domain';
import { createHttpApp, listen, routesOf } from '#libs/http';
import { type Access, Store, type Tx } from '#libs/store';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { Ways } from '../../apps/intake/src/ways.js';
import { UNLIMITED } from '../harness/abuse.js';
import {
  type MatrixCase,
  type MatrixRole,
  sendingOf,
  tryMatrix,
} from '../harness/access-matrix.js';
import { Browser } from '../harness/browser.js';
import { requestFor } from '../harness/access-requests.js';
import { type CitizenWorld, citizenBrowser, startCitizenWorld } from '../harness/citizens.js';
import { Integrator, integratorOf } from '../harness/integrator.js';
import { PASSWORD, SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

let desk: SignedDesk;
let intake: NestFastifyApplication;
let intakeUrl = '';
let world: CitizenWorld;
let operator: Browser;

beforeAll(async () => {
  [world, desk] = await Promise.all([
    startCitizenWorld(),
    startSignedDesk({ factorRequired: false }),
  ]);
  const { store, reference } = desk.database;
  const { media } = desk.kept;
  intake = await createHttpApp(
    IntakeModule.with({
      ...{ store, reference, media, secret: SECRET, abuse: UNLIMITED },
      ...{ ways: new Ways(true, true), citizens: world.door(store, SECRET) },
    }),
  );
  intakeUrl = (await listen(intake, '127.0.0.1', world.port, { fixed: true })).url;
  operator = await desk.as('op-1');
}, 60_000);
afterAll(async () => {
  await intake.close();
  await desk.stop();
  await world.provider.stop();
});

let words = 0;

/** A case in an area and a stream, held by a unit, with a word that no other text has. */
async function filed(stream: string, area: string, unit: string): Promise<MatrixCase> {
  words += 1;
  const word = `từ khoá thứ ${words} riêng`;
  const form = stream === 'question' ? { asker: 'citizen' } : {};
  const body = { channel: 'phone', stream, ward: area, form, text: `Dây điện thoại đứt ${word}` };
  const filing = await operator.post<{ report: { code: string }; tracking_token: string }>(
    '/v1/desk/reports',
    { ...body, address: '12 Lê Lợi' },
  );
  expect(filing).toMatchObject({ status: 201 });
  const { code } = filing.body.report;
  const assigned = await operator.post(`/v1/desk/reports/${code}/assign`, {
    unit,
    words: 'của họ',
  });
  expect(assigned).toMatchObject({ status: 200 });
  return { code, word, token: filing.body.tracking_token };
}

const HERE = '19753';
const THERE = '19774';

/** Sets how far somebody of the seed sees. */
async function scoped(person: string, role: string, scope: object): Promise<void> {
  const admin = await desk.as('admin-1');
  const body = { name: person, email: desk.email(person), role, scope };
  const saved = await admin.send('PUT', `/v1/desk/people/${person}`, body);
  expect(saved).toMatchObject({ status: 200 });
}

/** Somebody at the desk, signed in again whenever a route has signed them out. */
async function staff(
  url: string,
  person: string,
  role: Parameters<typeof holds>[0],
  own: MatrixCase,
  another: MatrixCase | null,
): Promise<MatrixRole> {
  const signIn = async (): Promise<Browser> => {
    await desk.account(person);
    const browser = new Browser(url);
    expect(await browser.signIn(desk.email(person), PASSWORD)).toBe('ready');
    return browser;
  };
  let browser = await signIn();
  return {
    ...{ name: `${role} ${person}`, own, another },
    passes: ({ rule }) =>
      rule?.kind === 'public' ||
      (rule?.kind === 'session' && rule.stages.includes('ready')) ||
      (rule?.kind === 'right' && holds(role, rule.right)),
    send: async (method, path, body) => {
      const answer = await sendingOf(browser)(method, path, body);
      const session = await browser.get('/v1/session');
      if (session.status !== 200) browser = await signIn();
      return answer;
    },
  };
}

/** A citizen whose account has the case, signed in again whenever a route has signed them out. */
async function citizen(own: MatrixCase, another: MatrixCase): Promise<MatrixRole> {
  const signIn = async (): Promise<Browser> => {
    const browser = await citizenBrowser(world, 'a citizen');
    const reports = [{ code: own.code, token: own.token }];
    expect(await browser.post('/v1/me/reports', { reports })).toMatchObject({ status: 200 });
    return browser;
  };
  let browser = await signIn();
  return {
    ...{ name: 'a citizen signed in', own, another },
    passes: () => true,
    send: async (method, path, body) => {
      const answer = await sendingOf(browser)(method, path, body);
      if (method === 'DELETE') browser = await signIn();
      return answer;
    },
  };
}

/** Another system with a key of these rights. */
async function integrator(
  url: string,
  rights: readonly Right[],
  scope: object,
  own: MatrixCase,
  another: MatrixCase,
): Promise<MatrixRole> {
  const { token } = await integratorOf(await desk.as('admin-1'), { rights, scope });
  const holder = new Integrator(url, token);
  return {
    ...{ name: `a key for ${rights.join(', ')}`, own, another },
    passes: ({ rule }) =>
      rule?.kind === 'public' || (rule?.kind === 'right' && rights.includes(rule.right)),
    send: async (method, path, body) => {
      const { status, body: seen } = await holder.send<unknown>(method, path, body);
      return { status, text: typeof seen === 'string' ? seen : JSON.stringify(seen) };
    },
  };
}

/** Somebody who has given a password, and of whom a second factor is still wanted. */
function between(
  stage: 'code' | 'enrol',
  browser: Browser,
  own: MatrixCase,
  another: MatrixCase,
): MatrixRole {
  return {
    ...{ name: `somebody at the stage ${stage}`, own, another },
    // Signing out is for the end, and tried by those who are wholly signed in.
    send: async (method, path, body) =>
      sendingOf(browser)(
        method === 'DELETE' && path === '/v1/session' ? 'GET' : method,
        path,
        body,
      ),
    passes: ({ rule }) =>
      rule?.kind === 'public' || (rule?.kind === 'session' && rule.stages.includes(stage)),
  };
}

/** Nobody at all, and those who are still signing in. */
async function halfWay(url: string, own: MatrixCase, another: MatrixCase): Promise<MatrixRole[]> {
  const strict = await desk.again({ factorRequired: true });
  const signIn = async (person: string): Promise<Browser> => {
    const there = new Browser(strict);
    await there.signIn(desk.email(person), PASSWORD);
    const here = new Browser(url);
    here.steal(there);
    here.csrf = there.csrf;
    return here;
  };
  await desk.account('staff-sctv');
  await desk.account('staff-gtel');
  const enrolled = new Browser(strict);
  await enrolled.signIn(desk.email('staff-gtel'), PASSWORD);
  await enrolled.enrol();
  return [
    {
      ...{ name: 'nobody', own, another, send: sendingOf(new Browser(url)) },
      passes: ({ rule }) => rule?.kind === 'public',
    },
    between('enrol', await signIn('staff-sctv'), own, another),
    between('code', await signIn('staff-gtel'), own, another),
  ];
}

/** The desk's store with the filter by scope taken out: everybody's transaction sees everything. */
class Unscoped extends Store {
  override transaction<Result>(access: Access, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const all = { streams: ['*'], areas: ['*'], units: ['*'], networks: ['*'], contacts: true };
    return super.transaction(access.role === 'desk' ? { ...access, scope: all } : access, work);
  }
}

async function staffMatrix(url: string): ReturnType<typeof tryMatrix> {
  const mine = await filed('field', HERE, 'viettel');
  const theirs = await filed('field', THERE, 'vnpt');
  const asked = await filed('question', HERE, 'vnpt');
  await scoped('op-2', 'operator', { streams: ['field'], areas: [HERE] });
  await scoped('sup-1', 'supervisor', { units: ['viettel'] });
  await scoped('mod-1', 'moderator', { streams: ['question'] });
  const roles = [
    await staff(url, 'op-2', 'operator', mine, theirs),
    await staff(url, 'staff-viettel', 'unit_staff', mine, theirs),
    await staff(url, 'staff-vnpt', 'unit_staff', asked, mine),
    await staff(url, 'sup-1', 'supervisor', mine, asked),
    await staff(url, 'mod-1', 'moderator', asked, theirs),
    await staff(url, 'admin-2', 'admin', mine, null),
    await integrator(url, KEY_RIGHTS, { streams: ['field'], areas: [HERE] }, mine, theirs),
    await integrator(url, ['read_figures'], { areas: [HERE] }, mine, theirs),
    ...(await halfWay(url, mine, theirs)),
  ];
  return tryMatrix(routesOf(desk.app), roles, requestFor);
}

describe('who may do what', () => {
  it('holds on every route of the desk, for everybody, on own, another’s and nobody’s case', async () => {
    const result = await staffMatrix(desk.url);
    process.stdout.write(
      `access: ${result.routes} routes, ${result.cells} cells, ${result.keptOut} kept out\n`,
    );
    expect(result.leaks).toEqual([]);
    expect(result.cells).toBeGreaterThan(1_000);
  }, 300_000);

  it('is noticed to leak once the filter by scope is taken out', async () => {
    const { dataSource } = desk.database.store;
    const url = await desk.again({}, 0, new Unscoped(dataSource));
    const { leaks } = await staffMatrix(url);
    const told = leaks.filter((leak) => leak.includes('another'));
    expect(told.length).toBeGreaterThan(100);
  }, 300_000);

  it('holds for citizens: a token, or an account, opens its own report and no other', async () => {
    const mine = await filed('field', HERE, 'viettel');
    const theirs = await filed('field', THERE, 'vnpt');
    const holder: MatrixRole = {
      ...{ name: 'a reporter', own: mine, another: theirs },
      send: async (method, path, body) => {
        const browser = new Browser(intakeUrl);
        const headers = { 'Tracking-Token': mine.token };
        const { status, body: seen } = await browser.send<unknown>(method, path, body, headers);
        return { status, text: JSON.stringify(seen) };
      },
      passes: ({ rule }) => rule?.kind !== 'citizen',
    };
    const signedIn = await citizen(mine, theirs);
    const result = await tryMatrix(routesOf(intake), [holder, signedIn], requestFor);
    expect(result.leaks).toEqual([]);
  });

  it('is said by every route, or the app does not start', async () => {
    const routes = [...routesOf(desk.app), ...routesOf(intake)];
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.filter(({ rule }) => rule === undefined)).toEqual([]);
    const rights = new Set(
      routes.flatMap(({ rule }) => (rule?.kind === 'right' ? [rule.right] : [])),
    );
    const open: Right[] = ['read_contacts'];
    // Contacts are read within a case.
    expect(open.filter((right) => rights.has(right))).toEqual([]);
  });
});
