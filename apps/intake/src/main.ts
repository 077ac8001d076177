import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { createHttpApp, listen } from '#libs/http';
import { QueueModule, measureQueues, openEngine } from '#libs/queue';
import { ReferenceCache, Store } from '#libs/store';
import { openWatch } from '#libs/watch';
import { NestFactory } from '@nestjs/core';
import { IntakeModule } from './intake.module.js';

await runProcess('intake', async () => {
  const config = readConfig(process.env);
  const url = serverUrl(config);
  const watch = await openWatch('intake', config);
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
  const { secret } = config;
  const app = await createHttpApp(IntakeModule.with({ store, reference, secret }), [], {
    watch,
  });
  const listening = await listen(app, config.host, config.intakePort, { fixed: true });
  process.stdout.write(`intake: ${listening.url}\n`);
  watch.tellWhere();
  return async () => {
    await app.close();
    await relay.close();
    await engine.close();
    await store.close();
    await watch.close();
  };
});
