import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { openMedia } from '#libs/media';
import { QueueModule, measureQueues, openPlace } from '#libs/queue';
import { openWatch, watchOver } from '#libs/watch';
import { NestFactory } from '@nestjs/core';
import { startConfirming } from './confirm.work.js';
import { deadlinesTick } from './deadlines.work.js';
import { linksOf } from './link.work.js';
import { deadlinesHandlers, startMailing } from './mail.work.js';
import { startForgetting } from './forget.work.js';
import { startHooking } from './hook.work.js';
import { startTidying } from './media.work.js';

await runProcess('deadlines', async (stop) => {
  const config = readConfig(process.env);
  const watch = await openWatch('deadlines', config);
  const place = await openPlace(config, serverUrl(config), watch, stop);
  const tick = deadlinesTick(place.store, place.reference, watch.metrics);
  const deadlines = { tick, handlers: deadlinesHandlers(config.mail) };
  const app = await NestFactory.createApplicationContext(QueueModule.on(place, { deadlines }), {
    logger: watch.log,
  });
  const mailing = startMailing(place.store, place.reference, config.mail, {
    secret: config.secret,
    links: linksOf(config),
    metrics: watch.metrics,
  });
  const tidying = startTidying(openMedia(place.store, config.media), place.store);
  const hooking = startHooking(place.store, place.reference, config);
  const confirming = startConfirming(place.store, config);
  const forgetting = startForgetting(place.store, place.reference);
  measureQueues(app, place.store, watch.metrics);
  const unwatch = watchOver('deadlines');
  watch.tellWhere();
  return async () => {
    await mailing.stop();
    await tidying.stop();
    await hooking.stop();
    await confirming.stop();
    await forgetting.stop();
    await app.close();
    await place.close();
    await unwatch();
    await watch.close();
  };
});
