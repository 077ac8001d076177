import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { QueueModule, measureQueues, openEngine } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { openWatch } from '#libs/watch';
import { NestFactory } from '@nestjs/core';
import { routerHandlers } from './router.work.js';

await runProcess('router', async () => {
  const config = readConfig(process.env);
  const url = serverUrl(config);
  const watch = await openWatch('router', config);
  const store = await Store.open(url, config.poolSize);
  store.onTrouble(watch.trouble('database'));
  const engine = openEngine(config, url, watch.trouble('queues'));
  const place = { store, reference: new ReferenceCache(store), engine };
  const app = await NestFactory.createApplicationContext(
    QueueModule.on(place, { router: routerHandlers }),
    { logger: watch.log },
  );
  measureQueues(app, store, watch.metrics);
  watch.tellWhere();
  return async () => {
    await app.close();
    await engine.close();
    await store.close();
    await watch.close();
  };
});
