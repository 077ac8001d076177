import { readConfig } from '#libs/config';
import { type HttpExtras, createHttpApp, describeApi } from '#libs/http';
import { openMedia } from '#libs/media';
import { ReferenceCache, Store } from '#libs/store';
import { type DynamicModule } from '@nestjs/common';
import { type OpenAPIObject } from '@nestjs/swagger';
import { DeskModule } from '../../desk/src/desk.module.js';
import { openDoor } from '../../desk/src/door/open-door.js';
import { IntakeModule } from '../../intake/src/intake.module.js';

async function described(
  module: DynamicModule,
  asksFor?: HttpExtras['asksFor'],
): Promise<OpenAPIObject> {
  const app = await createHttpApp(module);
  try {
    return describeApi(app, asksFor);
  } finally {
    await app.close();
  }
}

/** The interface of both HTTP apps in one description; no database is needed for it. */
export async function describeAll(): Promise<OpenAPIObject> {
  const store = Store.unconnected();
  const reference = new ReferenceCache(store);
  const media = openMedia(store, { kind: 'disk', folder: '' });
  const parts = { store, reference, media, secret: '' };
  // As it is where people sign in, and with nothing read from this machine's settings.
  const config = readConfig({ KIP_SECRET: 'x'.repeat(32) });
  const abuse = { settings: config.abuse, counts: null, trouble: () => undefined };
  const intake = await described(IntakeModule.with({ ...parts, abuse }));
  const desk = await described(
    DeskModule.with({ ...parts, open: openDoor(config, store, reference) }),
    'session',
  );
  return {
    ...intake,
    tags: [],
    paths: { ...intake.paths, ...desk.paths },
    security: desk.security ?? [],
    components: {
      ...desk.components,
      schemas: { ...intake.components?.schemas, ...desk.components?.schemas },
    },
  };
}
