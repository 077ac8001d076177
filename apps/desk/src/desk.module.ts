import { Media } from '#libs/media';
import { ReferenceCache, Store } from '#libs/store';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CalendarCorrectionsController } from './calendars/calendar-corrections.controller.js';
import { CalendarsController } from './calendars/calendars.controller.js';
import { CommandsController } from './commands/commands.controller.js';
import { CorrectionsController } from './commands/corrections.controller.js';
import { DeskGuard } from './desk.guard.js';
import { DeskWork } from './desk-work.js';
import { FiguresController } from './figures/figures.controller.js';
import { FilingController } from './filing/filing.controller.js';
import { CasesController } from './lists/cases.controller.js';
import { DeskPhotosController } from './photos/photos.controller.js';
import { DeskUploadsController } from './photos/uploads.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import { ReferenceController } from './reference/reference.controller.js';
import { DESK_SETTINGS, type DeskSettings } from './settings.js';

/** The headers that every request to the desk shows. */
export const DESK_KEYS = ['Desk-Key'] as const;

/** What the desk works with: values, so that several apps share one process and one pool. */
export interface DeskParts extends DeskSettings {
  readonly store: Store;
  readonly reference: ReferenceCache;
  readonly media: Media;
}

/** The staff's HTTP: commands, cases, lists, reference data, figures. */
@Module({})
export class DeskModule {
  static with({ store, reference, media, deskKey, secret }: DeskParts): DynamicModule {
    const settings: DeskSettings = { deskKey, secret };
    return {
      module: DeskModule,
      controllers: [
        CommandsController,
        CorrectionsController,
        FilingController,
        CasesController,
        DeskPhotosController,
        DeskUploadsController,
        ReferenceController,
        FiguresController,
        CalendarsController,
        CalendarCorrectionsController,
        PoliciesController,
      ],
      providers: [
        { provide: Store, useValue: store },
        { provide: ReferenceCache, useValue: reference },
        { provide: Media, useValue: media },
        { provide: DESK_SETTINGS, useValue: settings },
        { provide: APP_GUARD, useClass: DeskGuard },
        DeskWork,
      ],
    };
  }
}
