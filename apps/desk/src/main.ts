import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { createHttpApp, listen } from '#libs/http';
import { QueueModule, openEngine } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { NestFactory } from '@nestjs/core';
import { DESK_KEYS, DeskModule } from './desk.module.js';
import { loopbackOnly } from './settings.js';

await runProcess('desk', async () => {
  const config = readConfig(process.env);
  const host = loopbackOnly(config.host);
  const url = serverUrl(config);
  const store = await Store.open(url, config.poolSize);
  const reference = new ReferenceCache(store);
  const engine = openEngine(config, url);
  // The relay: what is committed here leaves at once and not at another process's next look.
  const relay = await NestFactory.createApplicationContext(
    QueueModule.on({ store, reference, engine }),
  );
  const { deskKey, secret } = config;
  const app = await createHttpApp(
    DeskModule.with({ store, reference, deskKey, secret }),
    DESK_KEYS,
  );
  const listening = await listen(app, host, config.deskPort, { fixed: true });
  process.stdout.write(`desk: ${listening.url}\n`);
  return async () => {
    await app.close();
    await relay.close();
    await engine.close();
    await store.close();
  };
});
