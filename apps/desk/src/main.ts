import 'reflect-metadata';
import { readConfig, serverUrl } from '#libs/config';
import { createHttpApp, listen } from '#libs/http';
import { QueueModule } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { NestFactory } from '@nestjs/core';
import { DESK_KEYS, DeskModule } from './desk.module.js';
import { loopbackOnly } from './settings.js';

const config = readConfig(process.env);
const host = loopbackOnly(config.host);
const url = serverUrl(config);
const store = await Store.open(url, config.poolSize);
const reference = new ReferenceCache(store);
const { deskKey, secret } = config;
// The relay: what is committed here leaves at once and not at another process's next look.
const relay = await NestFactory.createApplicationContext(QueueModule.on(store, reference, url));
relay.enableShutdownHooks();
const app = await createHttpApp(DeskModule.with({ store, reference, deskKey, secret }), DESK_KEYS);
app.enableShutdownHooks();
const listening = await listen(app, host, config.deskPort, { fixed: true });
process.stdout.write(`desk: ${listening.url}\n`);
