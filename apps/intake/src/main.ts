import 'reflect-metadata';
import { readConfig, serverUrl } from '#libs/config';
import { createHttpApp, listen } from '#libs/http';
import { QueueModule } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { NestFactory } from '@nestjs/core';
import { IntakeModule } from './intake.module.js';

const config = readConfig(process.env);
const url = serverUrl(config);
const store = await Store.open(url, config.poolSize);
const reference = new ReferenceCache(store);
// The relay: what is committed here leaves at once and not at another process's next look.
const relay = await NestFactory.createApplicationContext(QueueModule.on(store, reference, url));
relay.enableShutdownHooks();
const app = await createHttpApp(IntakeModule.with({ store, reference, secret: config.secret }));
app.enableShutdownHooks();
const listening = await listen(app, config.host, config.intakePort, { fixed: true });
process.stdout.write(`intake: ${listening.url}\n`);
