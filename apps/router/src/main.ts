import 'reflect-metadata';
import { readConfig } from '#libs/config';
import { QueueModule } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { NestFactory } from '@nestjs/core';
import { routerHandlers } from './router.work.js';

const config = readConfig(process.env);
if (config.databaseUrl === null)
  throw new Error('DATABASE_URL is not set: give the server to work on');
const store = await Store.open(config.databaseUrl, config.poolSize);
const work = { router: routerHandlers };
const app = await NestFactory.createApplicationContext(
  QueueModule.on(store, new ReferenceCache(store), config.databaseUrl, work),
);
app.enableShutdownHooks();
