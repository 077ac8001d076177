import { randomUUID } from 'node:crypto';
import { type CitizenSignInSettings, type MapSettings, NO_LIMITS, readConfig } from '#libs/config';
import { openWatch } from '#libs/watch';
import { type Serving, serve } from '../../apps/kip/src/all-in-one.js';
import { DEMO_PASSWORD, demoSignIn, openDemoAccounts } from '../../apps/kip/src/demo/accounts.js';
import {
  type TestDatabase,
  freshDatabase,
  hueReference,
  startTestServer,
} from '../harness/servers.js';
import { Browser } from '../harness/browser.js';
import { drained } from '../harness/working.js';
import { openTestMedia } from '../harness/media.js';
import { type Page } from 'playwright-core';

/** An installation with everything in one process, as `kip demo` leaves it: people, and no reports yet. */
export interface TestInstallation extends Pick<Serving, 'intakeUrl' | 'deskUrl'> {
  readonly database: TestDatabase;
  /** Files a report over HTTP, as a citizen does, and waits until it is routed. */
  file(text: string, more?: object): Promise<{ code: string; token: string }>;
  /** The mail address of one of the demo's people. */
  email(person: string): string;
  /** Acts at the desk over HTTP, as one of the demo's people. */
  at(person: string): Promise<Browser>;
  stop(): Promise<void>;
}

/** How it differs from the demo's. */
interface Otherwise {
  /** A second factor is wanted of everybody, as in real use. */
  readonly factorRequired?: boolean;
  /** Signing in is off, and this key opens the desk. */
  readonly deskKey?: string | null;
  /** Citizens sign in, at the address that is named there. */
  readonly citizenSignIn?: CitizenSignInSettings | null;
  /** What maps are drawn from. */
  readonly map?: MapSettings;
  /** Where mails are handed over, as `smtp://…`; without it none are sent. */
  readonly mailUrl?: string;
}

/** Where somebody comes back to is known before it listens; else any port will do. */
function portOf(citizenSignIn: CitizenSignInSettings | null): string {
  return citizenSignIn ? new URL(citizenSignIn.publicUrl).port : '0';
}

/** Starts one on a database and ports of its own. */
export async function startInstallation({
  factorRequired = false,
  deskKey = null,
  citizenSignIn = null,
  map,
  mailUrl,
}: Otherwise = {}): Promise<TestInstallation> {
  const server = await startTestServer(hueReference);
  const database = await freshDatabase(server);
  const { store, reference, engine, url } = database;
  const known = await reference.get();
  await openDemoAccounts(store, known);
  const kept = await openTestMedia(store);
  const config = readConfig({
    ...{ KIP_SECRET: 'a-secret-of-this-test-and-of-nothing-else' },
    ...{ KIP_PORT: portOf(citizenSignIn), KIP_DESK_PORT: '0' },
    ...(mailUrl !== undefined && { KIP_SMTP_URL: mailUrl, KIP_MAIL_FROM: 'kip@example.vn' }),
  });
  const abuse = { ...config.abuse, limits: NO_LIMITS, holdFloods: false };
  const settings = demoSignIn({ ...config, abuse, media: { kind: 'disk', folder: kept.folder } });
  const signIn = { ...settings.signIn, factorRequired, on: deskKey === null };
  const watch = await openWatch('kip', settings, 'warn');
  const installation = { url, store, reference, name: 'test', close: async () => undefined };
  const serving = await serve(
    installation,
    { ...settings, signIn, deskKey, citizenSignIn, ...(map && { map }) },
    engine,
    watch,
    () => undefined,
  );
  const email = (person: string): string => {
    const found = known.people.get(person);
    if (!found) throw new Error(`nobody is ${person}`);
    return found.email;
  };
  return {
    ...{ intakeUrl: serving.intakeUrl, deskUrl: serving.deskUrl, database, email },
    file: async (text, more = {}) => {
      const response = await fetch(`${serving.intakeUrl}/v1/reports`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
        body: JSON.stringify({ text, ...more }),
      });
      if (response.status !== 201) throw new Error(await response.text());
      const body = (await response.json()) as { code: string; tracking_token: string };
      await drained(database);
      return { code: body.code, token: body.tracking_token };
    },
    at: async (person) => {
      const browser = new Browser(serving.deskUrl);
      const stage = await browser.signIn(email(person), DEMO_PASSWORD);
      if (stage !== 'ready') throw new Error(`${person} is at ${stage}`);
      return browser;
    },
    stop: async () => {
      await serving.stop();
      await watch.close();
      await kept.close();
      await database.drop();
      await server.stop();
    },
  };
}

/** Signs one of the demo's people in by the page that is open. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(email);
  await page.locator('input[autocomplete="current-password"]').fill(DEMO_PASSWORD);
  await page.locator('button[type="submit"]').click();
}
