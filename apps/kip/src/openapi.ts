import { createHttpApp, describeApi } from '#libs/http';
import { openMedia } from '#libs/media';
import { ReferenceCache, Store } from '#libs/store';
import { type DynamicModule } from '@nestjs/common';
import { type OpenAPIObject } from '@nestjs/swagger';
import { DESK_KEYS, DeskModule } from '../../desk/src/desk.module.js';
import { IntakeModule } from '../../intake/src/intake.module.js';

async function described(module: DynamicModule, keys: readonly string[]): Promise<OpenAPIObject> {
  const app = await createHttpApp(module);
  try {
    return describeApi(app, keys);
  } finally {
    await app.close();
  }
}

/** The interface of both HTTP apps in one description; no database is needed for it. */
export async function describeAll(): Promise<OpenAPIObject> {
  const store = Store.unconnected();
  const media = openMedia(store, { kind: 'disk', folder: '' });
  const parts = { store, reference: new ReferenceCache(store), media, secret: '', deskKey: '' };
  const intake = await described(IntakeModule.with(parts), []);
  const { security, ...desk } = await described(DeskModule.with(parts), DESK_KEYS);
  for (const path of Object.values(desk.paths)) {
    for (const operation of [path.get, path.post, path.put]) {
      // Of the desk's operations alone: the citizens' need no key.
      if (operation && security) operation.security = security;
    }
  }
  return {
    ...intake,
    tags: [],
    paths: { ...intake.paths, ...desk.paths },
    components: {
      ...desk.components,
      schemas: { ...intake.components?.schemas, ...desk.components?.schemas },
    },
  };
}
