import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { createHttpApp, listen } from '#libs/http';
import { QueueModule, openEngine } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { NestFactory } from '@nestjs/core';
import { IntakeModule } from './intake.module.js';

await runProcess('intake', async () => {
  const config = readConfig(process.env);
  const url = serverUrl(config);
  const store = await Store.open(url, config.poolSize);
  const reference = new ReferenceCache(store);
  const engine = openEngine(config, url);
  // The relay: what is committed here leaves at once and not at another process's next look.
  const relay = await NestFactory.createApplicationContext(
    QueueModule.on({ store, reference, engine }),
  );
  const { secret } = config;
  const app = await createHttpApp(IntakeModule.with({ store, reference, secret }));
  const listening = await listen(app, config.host, config.intakePort, { fixed: true });
  process.stdout.write(`intake: ${listening.url}\n`);
  return async () => {
    await app.close();
    await relay.close();
    await engine.close();
    await store.close();
  };
});
