import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { createHttpApp, listen, sheddingOf } from '#libs/http';
import { AreaMap, tileSources } from '#libs/map';
import { openMedia } from '#libs/media';
import { QueueModule, measureQueues, openPlace } from '#libs/queue';
import { openWatch } from '#libs/watch';
import { NestFactory } from '@nestjs/core';
import { openDeskBoard } from './board.js';
import { DeskModule } from './desk.module.js';
import { openDoor } from './door/open-door.js';
import { deskHost } from './settings.js';

await runProcess('desk', async (stop) => {
  const config = readConfig(process.env);
  const host = deskHost(config);
  const watch = await openWatch('desk', config);
  const place = await openPlace(config, serverUrl(config), watch, stop);
  // The relay: what is committed here leaves at once and not at another process's next look.
  const relay = await NestFactory.createApplicationContext(QueueModule.on(place), {
    logger: watch.log,
  });
  measureQueues(relay, place.store, watch.metrics);
  const { secret, outgoing } = config;
  const open = openDoor(config, place.store, place.reference);
  const board = await openDeskBoard(open.door);
  board.show(relay);
  const media = openMedia(place.store, config.media);
  const map = AreaMap.open(config.map);
  const parts = { ...place, media, secret, open, outgoing, map };
  const app = await createHttpApp(DeskModule.with(parts), {
    sources: tileSources(map.tiles),
    asksFor: open.door.asksFor,
    watch,
    shedding: sheddingOf(config),
    pages: 'staff',
    mount: board.mount,
  });
  map.demandKnown(await place.reference.get());
  const listening = await listen(app, host, config.deskPort, { fixed: true });
  process.stdout.write(`desk: ${listening.url}\n`);
  watch.tellWhere();
  return async () => {
    await app.close();
    media.close();
    await relay.close();
    await place.close();
    await watch.close();
  };
});
