import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { CAPTCHA_WITHIN_MS, createHttpApp, listen, sheddingOf } from '#libs/http';
import { AreaMap } from '#libs/map';
import { openMedia } from '#libs/media';
import { Outgoing } from '#libs/outgoing';
import { QueueModule, measureQueues, openCounts, openPlace } from '#libs/queue';
import { openWatch } from '#libs/watch';
import { NestFactory } from '@nestjs/core';
import { openCitizenDoor } from './citizens/citizen-door.js';
import { IntakeModule } from './intake.module.js';
import { aboutOf, pageSourcesOf } from './public/about.js';
import { waysOf } from './ways.js';

await runProcess('intake', async (stop) => {
  const config = readConfig(process.env);
  const watch = await openWatch('intake', config);
  const place = await openPlace(config, serverUrl(config), watch, stop);
  // The relay: what is committed here leaves at once and not at another process's next look.
  const relay = await NestFactory.createApplicationContext(QueueModule.on(place), {
    logger: watch.log,
  });
  measureQueues(relay, place.store, watch.metrics);
  const { secret } = config;
  const media = openMedia(place.store, config.media);
  const trouble = watch.trouble('counts');
  const counts = openCounts(config, serverUrl(config), trouble);
  const outgoing = new Outgoing(config.outgoing, { withinMs: CAPTCHA_WITHIN_MS });
  const abuse = { settings: config.abuse, counts, trouble, outgoing };
  const ways = waysOf(config);
  const about = aboutOf(config, AreaMap.open(config.map));
  const citizens = openCitizenDoor(config, place.store);
  const parts = { ...place, media, secret, abuse, ways, about, citizens };
  const app = await createHttpApp(IntakeModule.with(parts), {
    watch,
    sources: pageSourcesOf(about),
    shedding: sheddingOf(config),
    pages: 'citizen',
    trustedProxies: config.abuse.trustedProxies,
  });
  // The first who comes does not wait for the reference data.
  about.map.demandKnown(await place.reference.get());
  const listening = await listen(app, config.host, config.intakePort, { fixed: true });
  process.stdout.write(`intake: ${listening.url}\n`);
  watch.tellWhere();
  return async () => {
    await app.close();
    media.close();
    await relay.close();
    await counts?.close();
    await outgoing.close();
    await place.close();
    await watch.close();
  };
});
