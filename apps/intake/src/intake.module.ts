import { AnswerInTime } from '#libs/http';
import { Media } from '#libs/media';
import { ReferenceCache, Store } from '#libs/store';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CitizenDoor } from './citizens/citizen-door.js';
import { CitizenSessionController } from './citizens/citizen-session.controller.js';
import { CitizenGuard, PerhapsDoor } from './citizens/citizen.guard.js';
import { MeController } from './citizens/me.controller.js';
import { ConfirmingController } from './confirming/confirming.controller.js';
import { DataDemandsController } from './data-demands.controller.js';
import { FollowsController } from './follows/follows.controller.js';
import { type Abuse, IntakeGate } from './intake-gate.js';
import { PhotosController } from './photos.controller.js';
import { About } from './public/about.js';
import { PublicReferenceController } from './public/public-reference.controller.js';
import { PublicController } from './public/public.controller.js';
import { SuggestController } from './public/suggest.controller.js';
import { ReporterWork } from './reporter-work.js';
import { ReportsController, SECRET } from './reports.controller.js';
import { UploadsController } from './uploads.controller.js';
import { Ways } from './ways.js';

/** What the intake works with: values, so that several apps share one process and one pool. */
export interface IntakeParts {
  readonly store: Store;
  readonly reference: ReferenceCache;
  readonly media: Media;
  readonly secret: string;
  /** What stands against floods. */
  readonly abuse: Abuse;
  /** By which ways citizens are written to; absent: by none. */
  readonly ways?: Ways;
  /** What the pages say of the installation; absent: next to nothing. */
  readonly about?: About;
  /** Where citizens sign in; absent: they do not. */
  readonly citizens?: CitizenDoor | null;
}

/** Who asks is answered within two seconds, whatever the database does. */
const ANSWER_WITHIN_MS = 1_500;

/** The public HTTP. */
@Module({})
export class IntakeModule {
  static with(parts: IntakeParts): DynamicModule {
    const { store, reference, media, secret, abuse, ways, about, citizens } = parts;
    return {
      module: IntakeModule,
      controllers: [
        ReportsController,
        ConfirmingController,
        DataDemandsController,
        PhotosController,
        UploadsController,
        PublicController,
        PublicReferenceController,
        SuggestController,
        FollowsController,
        CitizenSessionController,
        MeController,
      ],
      providers: [
        { provide: Store, useValue: store },
        { provide: ReferenceCache, useValue: reference },
        { provide: Media, useValue: media },
        { provide: SECRET, useValue: secret },
        { provide: IntakeGate, useValue: new IntakeGate(store, secret, abuse) },
        { provide: Ways, useValue: ways ?? new Ways(false) },
        { provide: About, useValue: about ?? new About() },
        { provide: PerhapsDoor, useValue: new PerhapsDoor(citizens) },
        ReporterWork,
        { provide: APP_GUARD, useClass: CitizenGuard },
        { provide: APP_INTERCEPTOR, useValue: new AnswerInTime(ANSWER_WITHIN_MS) },
      ],
    };
  }
}
