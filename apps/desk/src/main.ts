import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { createHttpApp, listen } from '#libs/http';
import { QueueModule, measureQueues, openEngine } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { openWatch } from '#libs/watch';
import { NestFactory } from '@nestjs/core';
import { openDeskBoard } from './board.js';
import { DESK_KEYS, DeskModule } from './desk.module.js';
import { loopbackOnly } from './settings.js';

await runProcess('desk', async () => {
  const config = readConfig(process.env);
  const host = loopbackOnly(config.host);
  const url = serverUrl(config);
  const watch = await openWatch('desk', config);
  const store = await Store.open(url, config.poolSize);
  store.onTrouble(watch.trouble('database'));
  const reference = new ReferenceCache(store);
  const engine = openEngine(config, url, watch.trouble('queues'));
  // The relay: what is committed here leaves at once and not at another process's next look.
  const relay = await NestFactory.createApplicationContext(
    QueueModule.on({ store, reference, engine }),
    { logger: watch.log },
  );
  measureQueues(relay, store, watch.metrics);
  const { deskKey, secret } = config;
  const board = await openDeskBoard(deskKey);
  board.show(relay);
  const app = await createHttpApp(
    DeskModule.with({ store, reference, deskKey, secret }),
    DESK_KEYS,
    { watch, mount: board.mount },
  );
  const listening = await listen(app, host, config.deskPort, { fixed: true });
  process.stdout.write(`desk: ${listening.url}\n`);
  watch.tellWhere();
  return async () => {
    await app.close();
    await relay.close();
    await engine.close();
    await store.close();
    await watch.close();
  };
});
