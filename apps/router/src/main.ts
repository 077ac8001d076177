import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { QueueModule, measureQueues, openPlace } from '#libs/queue';
import { openWatch, watchOver } from '#libs/watch';
import { NestFactory } from '@nestjs/core';
import { routerHandlers } from './router.work.js';

await runProcess('router', async (stop) => {
  const config = readConfig(process.env);
  const watch = await openWatch('router', config);
  const place = await openPlace(config, serverUrl(config), watch, stop);
  const app = await NestFactory.createApplicationContext(
    QueueModule.on(place, { router: routerHandlers }),
    { logger: watch.log },
  );
  measureQueues(app, place.store, watch.metrics);
  const unwatch = watchOver('router');
  watch.tellWhere();
  return async () => {
    await app.close();
    await place.close();
    await unwatch();
    await watch.close();
  };
});
