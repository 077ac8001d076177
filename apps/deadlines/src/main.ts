import 'reflect-metadata';
import { readConfig } from '#libs/config';
import { QueueModule } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { NestFactory } from '@nestjs/core';
import { deadlinesTick } from './deadlines.work.js';

const config = readConfig(process.env);
if (config.databaseUrl === null)
  throw new Error('DATABASE_URL is not set: give the server to work on');
const store = await Store.open(config.databaseUrl, config.poolSize);
const reference = new ReferenceCache(store);
const work = { tick: deadlinesTick(store, reference) };
const app = await NestFactory.createApplicationContext(
  QueueModule.on(store, reference, config.databaseUrl, work),
);
app.enableShutdownHooks();
