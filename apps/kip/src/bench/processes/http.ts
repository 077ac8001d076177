import 'reflect-metadata';
import { abuseSettings } from '#libs/config';
import { createHttpApp, listen } from '#libs/http';
import { type Media, openMedia } from '#libs/media';
import { ReferenceCache, Store } from '#libs/store';
import { openWatch } from '#libs/watch';
import { type DynamicModule } from '@nestjs/common';
import { IntakeModule } from '../../../../intake/src/intake.module.js';
import { serveParent } from '../children.js';
import { BENCH_SECRET, NoopController, PerRequestController, VariantModule } from '../variants.js';

export type Variant = 'kip' | 'noop' | 'tx_per_request';

/** One variant of the intake's HTTP in a process of its own, set up as the intake's process is. */
export interface HttpCalls {
  start(how: {
    readonly database: string;
    readonly variant: Variant;
    readonly poolSize: number;
  }): Promise<{ readonly url: string }>;
}

/** Everything is counted, as for real, and nothing of the load is refused: it comes from one address. */
const ALL_COUNTED = abuseSettings({
  ...{ KIP_LIMIT_ADDRESS: '999999999/3600', KIP_LIMIT_PHONE: '999999999/3600' },
  KIP_LIMIT_AREA: '999999999/3600',
});

/** Nothing that a bench sends has a photo. */
const noPhotos = (store: Store): Media => openMedia(store, { kind: 'disk', folder: '' });

function moduleOf(variant: Variant, store: Store, reference: ReferenceCache): DynamicModule {
  switch (variant) {
    case 'kip':
      return IntakeModule.with({
        ...{ store, reference, media: noPhotos(store), secret: BENCH_SECRET },
        abuse: { settings: ALL_COUNTED, counts: null, trouble: () => undefined },
      });
    case 'noop':
      return VariantModule.with(NoopController, store, reference);
    case 'tx_per_request':
      return VariantModule.with(PerRequestController, store, reference);
  }
}

let close = async (): Promise<void> => undefined;

const start: HttpCalls['start'] = async ({ database, variant, poolSize }) => {
  const watch = await openWatch('intake', {
    logLevel: null,
    metricsPort: null,
    metricsHost: '127.0.0.1',
  });
  const store = await Store.open(database, poolSize);
  const module = moduleOf(variant, store, new ReferenceCache(store));
  const app = await createHttpApp(module, { watch });
  close = async () => {
    await app.close();
    await store.close();
  };
  const { url } = await listen(app, '127.0.0.1', 0);
  return { url };
};

serveParent<HttpCalls>({ start }, () => close());
