import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { QueueModule, measureQueues, openEngine } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { openWatch } from '#libs/watch';
import { NestFactory } from '@nestjs/core';
import { deadlinesTick } from './deadlines.work.js';

await runProcess('deadlines', async () => {
  const config = readConfig(process.env);
  const url = serverUrl(config);
  const watch = await openWatch('deadlines', config);
  const store = await Store.open(url, config.poolSize);
  store.onTrouble(watch.trouble('database'));
  const reference = new ReferenceCache(store);
  const engine = openEngine(config, url, watch.trouble('queues'));
  const tick = deadlinesTick(store, reference, watch.metrics);
  const app = await NestFactory.createApplicationContext(
    QueueModule.on({ store, reference, engine }, { tick }),
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
