import 'reflect-metadata';
import { readConfig, serverUrl } from '#libs/config';
import { QueueModule } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { NestFactory } from '@nestjs/core';
import { routerHandlers } from './router.work.js';

const config = readConfig(process.env);
const url = serverUrl(config);
const store = await Store.open(url, config.poolSize);
const work = { router: routerHandlers };
const app = await NestFactory.createApplicationContext(
  QueueModule.on(store, new ReferenceCache(store), url, work),
);
app.enableShutdownHooks();
