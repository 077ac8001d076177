import { ReferenceCache, Store } from '#libs/store';
import { type DynamicModule, Module } from '@nestjs/common';
import { ReportsController, SECRET } from './reports.controller.js';

/** What the intake works with: values, so that several apps share one process and one pool. */
export interface IntakeParts {
  readonly store: Store;
  readonly reference: ReferenceCache;
  readonly secret: string;
}

/** The public HTTP. */
@Module({})
export class IntakeModule {
  static with({ store, reference, secret }: IntakeParts): DynamicModule {
    return {
      module: IntakeModule,
      controllers: [ReportsController],
      providers: [
        { provide: Store, useValue: store },
        { provide: ReferenceCache, useValue: reference },
        { provide: SECRET, useValue: secret },
      ],
    };
  }
}
