import 'reflect-metadata';
import { readConfig, serverUrl } from '#libs/config';
import { QueueModule } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { NestFactory } from '@nestjs/core';
import { deadlinesTick } from './deadlines.work.js';

const config = readConfig(process.env);
const url = serverUrl(config);
const store = await Store.open(url, config.poolSize);
const reference = new ReferenceCache(store);
const work = { tick: deadlinesTick(store, reference) };
const app = await NestFactory.createApplicationContext(QueueModule.on(store, reference, url, work));
app.enableShutdownHooks();
