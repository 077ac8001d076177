import { createHttpApp, describeApi } from '#libs/http';
import { ReferenceCache, Store } from '#libs/store';
import { type DynamicModule } from '@nestjs/common';
import { type OpenAPIObject } from '@nestjs/swagger';
import { DeskModule } from '../../desk/src/desk.module.js';
import { IntakeModule } from '../../intake/src/intake.module.js';

async function described(module: DynamicModule): Promise<OpenAPIObject> {
  const app = await createHttpApp(module);
  try {
    return describeApi(app);
  } finally {
    await app.close();
  }
}

/** The interface of both HTTP apps in one description; no database is needed for it. */
export async function describeAll(): Promise<OpenAPIObject> {
  const store = Store.unconnected();
  const parts = { store, reference: new ReferenceCache(store), secret: '', deskKey: '' };
  const intake = await described(IntakeModule.with(parts));
  const desk = await described(DeskModule.with(parts));
  return {
    ...intake,
    tags: [],
    paths: { ...intake.paths, ...desk.paths },
    components: {
      ...intake.components,
      ...desk.components,
      schemas: { ...intake.components?.schemas, ...desk.components?.schemas },
    },
  };
}
