import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { QueueModule, openEngine } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { NestFactory } from '@nestjs/core';
import { routerHandlers } from './router.work.js';

await runProcess('router', async () => {
  const config = readConfig(process.env);
  const url = serverUrl(config);
  const store = await Store.open(url, config.poolSize);
  const place = { store, reference: new ReferenceCache(store), engine: openEngine(config, url) };
  const app = await NestFactory.createApplicationContext(
    QueueModule.on(place, { router: routerHandlers }),
  );
  return async () => {
    await app.close();
    await place.engine.close();
    await store.close();
  };
});
