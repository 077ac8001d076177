import 'reflect-metadata';
import { ConfigError, readConfig } from '#libs/config';
import { createHttpApp, listen } from '#libs/http';
import { ReferenceCache, Store } from '#libs/store';
import { DeskModule } from './desk.module.js';
import { loopbackOnly } from './settings.js';

const config = readConfig(process.env);
const host = loopbackOnly(config.host);
if (config.databaseUrl === null) {
  throw new ConfigError('DATABASE_URL', '', 'give the server to work on');
}
const store = await Store.open(config.databaseUrl, config.poolSize);
const { deskKey, secret } = config;
const reference = new ReferenceCache(store);
const app = await createHttpApp(DeskModule.with({ store, reference, deskKey, secret }));
const { url, notice } = await listen(app, host, config.deskPort);
process.stdout.write(`${notice === null ? '' : `${notice}\n`}desk: ${url}\n`);
