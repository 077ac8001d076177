import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { QueueModule, openEngine } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { NestFactory } from '@nestjs/core';
import { deadlinesTick } from './deadlines.work.js';

await runProcess('deadlines', async () => {
  const config = readConfig(process.env);
  const url = serverUrl(config);
  const store = await Store.open(url, config.poolSize);
  const reference = new ReferenceCache(store);
  const engine = openEngine(config, url);
  const tick = deadlinesTick(store, reference);
  const app = await NestFactory.createApplicationContext(
    QueueModule.on({ store, reference, engine }, { tick }),
  );
  return async () => {
    await app.close();
    await engine.close();
    await store.close();
  };
});
