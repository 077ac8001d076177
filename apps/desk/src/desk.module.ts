import { AreaMap } from '#libs/map';
import { Media } from '#libs/media';
import { ReferenceCache, Store } from '#libs/store';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditController } from './admin/audit.controller.js';
import { DeadController } from './admin/dead.controller.js';
import { SystemController } from './admin/system.controller.js';
import { BulkController } from './bulk/bulk.controller.js';
import { BlocksController } from './moderation/blocks.controller.js';
import { CalendarCorrectionsController } from './calendars/calendar-corrections.controller.js';
import { CalendarsController } from './calendars/calendars.controller.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { CommandsController } from './commands/commands.controller.js';
import { CorrectionsController } from './commands/corrections.controller.js';
import { PersonController } from './commands/person.controller.js';
import { DOOR, DeskGuard } from './door/desk.guard.js';
import { type OpenDoor } from './door/open-door.js';
import { DeskWork } from './desk-work.js';
import { DocumentsController } from './documents/documents.controller.js';
import { TargetsController } from './targets/targets.controller.js';
import { SchedulesController } from './documents/schedules.controller.js';
import { Exports } from './figures/exports.js';
import { FiguresController } from './figures/figures.controller.js';
import { FilingController } from './filing/filing.controller.js';
import { InboxesController } from './inboxes/inboxes.controller.js';
import { KeysController } from './keys/keys.controller.js';
import { LiveController } from './live/live.controller.js';
import { LiveHub } from './live/live-hub.js';
import { CasesController } from './lists/cases.controller.js';
import { ClocksController } from './lists/clocks.controller.js';
import { PlacesController } from './lists/places.controller.js';
import { ModerationController } from './moderation/moderation.controller.js';
import { MentionsController } from './notes/mentions.controller.js';
import { NotesController } from './notes/notes.controller.js';
import { PeopleController } from './people/people.controller.js';
import { DeskPhotosController } from './photos/photos.controller.js';
import { RedactionsController } from './moderation/redactions.controller.js';
import { DeskUploadsController } from './photos/uploads.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import { PrivacyController } from './privacy/privacy.controller.js';
import { DataRequestsController } from './privacy/data-requests.controller.js';
import { RetentionController } from './privacy/retention.controller.js';
import { ReferenceController } from './reference/reference.controller.js';
import { RoutingController } from './routing/routing.controller.js';
import { SuggestionsController } from './routing/suggestions.controller.js';
import { SavedViewsController } from './saved-views/saved-views.controller.js';
import { DESK_SETTINGS, type DeskSettings } from './settings.js';
import { AccountController } from './sign-in/account.controller.js';
import { MailPreferenceController } from './sign-in/mail-preference.controller.js';
import { OidcController } from './sign-in/oidc.controller.js';
import { SIGNING_IN, SessionController } from './sign-in/session.controller.js';
import { RenderController } from './templates/render.controller.js';
import { WaysController } from './sign-in/ways.controller.js';
import { WebhookMessagesController } from './webhooks/webhook-messages.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { TemplatesController } from './templates/templates.controller.js';

/** What the desk works with: values, so that several apps share one process and one pool. */
export interface DeskParts extends DeskSettings {
  readonly store: Store;
  readonly reference: ReferenceCache;
  readonly media: Media;
  readonly open: OpenDoor;
  /** Where the areas lie; absent: around their centres. */
  readonly map?: AreaMap;
}

const FOR_WORK = [
  CommandsController,
  CorrectionsController,
  FilingController,
  CasesController,
  ClocksController,
  PlacesController,
  DeskPhotosController,
  DeskUploadsController,
  ReferenceController,
  FiguresController,
  TargetsController,
  SchedulesController,
  DocumentsController,
  CalendarsController,
  CalendarCorrectionsController,
  PoliciesController,
  PrivacyController,
  RetentionController,
  DataRequestsController,
  KeysController,
  WebhooksController,
  WebhookMessagesController,
  NotesController,
  MentionsController,
  BulkController,
  TemplatesController,
  RenderController,
  SavedViewsController,
  InboxesController,
  ModerationController,
  RedactionsController,
  BlocksController,
  PersonController,
  LiveController,
  WaysController,
  CatalogueController,
  RoutingController,
  SuggestionsController,
  AuditController,
  DeadController,
  SystemController,
];
/** Where signing in is off there is nobody to invite, and no session. */
const FOR_SIGNING_IN = [
  SessionController,
  OidcController,
  AccountController,
  MailPreferenceController,
  PeopleController,
];

/** The staff's HTTP: commands, cases, lists, reference data, figures. */
@Module({})
export class DeskModule {
  static with(parts: DeskParts): DynamicModule {
    const { store, reference, media, secret, open, outgoing, map } = parts;
    const settings: DeskSettings = { secret, ...(outgoing && { outgoing }) };
    const { door, signingIn } = open;
    return {
      module: DeskModule,
      controllers: [...FOR_WORK, ...(signingIn ? FOR_SIGNING_IN : [])],
      providers: [
        { provide: Store, useValue: store },
        { provide: ReferenceCache, useValue: reference },
        { provide: Media, useValue: media },
        { provide: DESK_SETTINGS, useValue: settings },
        { provide: DOOR, useValue: door },
        { provide: SIGNING_IN, useValue: signingIn },
        { provide: APP_GUARD, useClass: DeskGuard },
        { provide: AreaMap, useValue: map ?? AreaMap.plain() },
        DeskWork,
        Exports,
        LiveHub,
      ],
    };
  }
}
