import { type SignInSettings } from '#libs/config';
import { hashPassword } from '#libs/access';
import { createHttpApp, listen } from '#libs/http';
import { type Store, changeAccount, openAccount } from '#libs/store';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DeskModule } from '../../apps/desk/src/desk.module.js';
import { type DeskSettings } from '../../apps/desk/src/settings.js';
import { openDoor } from '../../apps/desk/src/door/open-door.js';
import { Browser } from './browser.js';
import { type TestMedia, openTestMedia } from './media.js';
import { type TestDatabase, freshDatabase, hueReference, startTestServer } from './servers.js';

export const SECRET = 'a-secret-of-this-test-and-of-nothing-else';
export const PASSWORD = 'một mật khẩu đủ dài của bài thử này';

const SETTINGS: SignInSettings = {
  ...{ on: true, deskUrl: null, factorRequired: true, sessionHours: 12, oidc: null },
};

/** A desk where people sign in, on a database of its own with Huế's reference data. */
export interface SignedDesk {
  readonly database: TestDatabase;
  readonly kept: TestMedia;
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** Starts the desk once more, as a second process would; on any port unless one is given. */
  again(settings?: Partial<SignInSettings>, port?: number, store?: Store): Promise<string>;
  /** Gives somebody of the seed an account with the one password, and no second factor. */
  account(person: string): Promise<void>;
  /** The mail address of somebody of the seed. */
  email(person: string): string;
  /** A browser in which somebody is signed in, with a second factor where one is wanted. */
  as(person: string): Promise<Browser>;
  stop(): Promise<void>;
}

/** Starts one, and what a second process of it would be when asked for. */
export async function startSignedDesk(
  settings: Partial<SignInSettings> = {},
  extras: Partial<DeskSettings> = {},
): Promise<SignedDesk> {
  const server = await startTestServer(hueReference);
  const database = await freshDatabase(server);
  const { store, reference } = database;
  const kept = await openTestMedia(store);
  const passwordHash = await hashPassword(PASSWORD);
  const { people } = await reference.get();
  const apps: NestFastifyApplication[] = [];
  const start = async (
    more: Partial<SignInSettings> = {},
    port = 0,
    on: Store = store,
  ): Promise<string> => {
    const signIn = { ...SETTINGS, ...settings, ...more };
    const config = { secret: SECRET, signIn, deskKey: null, mail: { server: null } };
    const open = openDoor(config, on, reference);
    const { media } = kept;
    const parts = { store: on, reference, media, secret: SECRET, open, ...extras };
    const app = await createHttpApp(DeskModule.with(parts));
    apps.push(app);
    return (await listen(app, '127.0.0.1', port, { fixed: port > 0 })).url;
  };
  const url = await start();
  const [app] = apps;
  if (!app) throw new Error('no app was started');
  const account = async (person: string): Promise<void> => {
    await store.transaction({ role: 'door' }, async (tx) => {
      await openAccount(tx, person);
      await changeAccount(tx, person, { passwordHash, factorConfirmed: false, factorStep: 0 });
    });
  };
  const email = (person: string): string => {
    const found = people.get(person);
    if (!found) throw new Error(`nobody is ${person}`);
    return found.email;
  };
  const as = async (person: string): Promise<Browser> => {
    await account(person);
    const browser = new Browser(url);
    const stage = await browser.signIn(email(person), PASSWORD);
    if (stage === 'enrol') await browser.enrol();
    return browser;
  };
  const stop = async (): Promise<void> => {
    for (const one of apps) await one.close();
    await kept.close();
    await database.drop();
    await server.stop();
  };
  return { database, kept, url, app, again: start, account, email, as, stop };
}
