import 'reflect-metadata';
import { deskPerson } from '#libs/access';
import { createHttpApp, listen } from '#libs/http';
import { openMedia } from '#libs/media';
import { ReferenceCache, Store } from '#libs/store';
import { openWatch } from '#libs/watch';
import { DeskModule } from '../../../../desk/src/desk.module.js';
import { serveParent } from '../children.js';
import { BENCH_SECRET } from '../variants.js';

/** A desk in a process of its own, in which nothing happens but what is measured. */
export interface ExportCalls {
  start(how: {
    readonly database: string;
    readonly person: string;
  }): Promise<{ readonly url: string }>;
  /** From now on its memory is watched; mebibytes now. */
  watch(how: null): Promise<number>;
  /** The most that it had since, in mebibytes. */
  most(how: null): Promise<number>;
}

const POOL = 4;
const LOOK_EVERY_MS = 20;
const MIB = 1_048_576;
let close = async (): Promise<void> => undefined;
let most = 0;

const start: ExportCalls['start'] = async ({ database, person: code }) => {
  const off = { logLevel: null, metricsPort: null, metricsHost: '127.0.0.1' };
  const watch = await openWatch('desk', off, 'warn');
  const store = await Store.open(database, POOL);
  const cache = new ReferenceCache(store);
  const reference = await cache.get();
  const found = reference.people.get(code);
  if (!found) throw new Error(`nobody is ${code}`);
  const visitor = { person: deskPerson(found, reference), session: null, key: null };
  const open = {
    door: { asksFor: 'key', shows: () => true, enter: async () => visitor } as const,
    signingIn: null,
  };
  const media = openMedia(store, { kind: 'disk', folder: '' });
  const module = DeskModule.with({ store, reference: cache, media, secret: BENCH_SECRET, open });
  const app = await createHttpApp(module, { watch });
  close = async () => {
    await app.close();
    media.close();
    await store.close();
  };
  const { url } = await listen(app, '127.0.0.1', 0);
  return { url };
};

const rss = (): number => process.memoryUsage().rss / MIB;

const watch: ExportCalls['watch'] = async () => {
  const now = rss();
  most = now;
  setInterval(() => {
    most = Math.max(most, rss());
  }, LOOK_EVERY_MS).unref();
  return now;
};

serveParent<ExportCalls>({ start, watch, most: async () => most }, () => close());
