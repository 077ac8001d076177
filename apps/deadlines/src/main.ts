import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { QueueModule, measureQueues, openPlace } from '#libs/queue';
import { openWatch } from '#libs/watch';
import { NestFactory } from '@nestjs/core';
import { deadlinesTick } from './deadlines.work.js';

await runProcess('deadlines', async (stop) => {
  const config = readConfig(process.env);
  const watch = await openWatch('deadlines', config);
  const place = await openPlace(config, serverUrl(config), watch, stop);
  const tick = deadlinesTick(place.store, place.reference, watch.metrics);
  const app = await NestFactory.createApplicationContext(QueueModule.on(place, { tick }), {
    logger: watch.log,
  });
  measureQueues(app, place.store, watch.metrics);
  watch.tellWhere();
  return async () => {
    await app.close();
    await place.close();
    await watch.close();
  };
});
