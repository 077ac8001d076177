import { type DeskPerson } from '#libs/access';
import {
  type Alarm,
  type Clock,
  type CycleEnd,
  type LegEnd,
  currentCycle,
  historyInSight,
  moderatesPhotos,
} from '#libs/domain';
import { deskPhotoView } from '#libs/media';
import {
  type CaseSurroundings,
  type Reference,
  type StoredPhoto,
  type StoredReport,
  type Tx,
  caseSurroundings,
  confirmedContacts,
  countFollowers,
  noteAccess,
  photosOf,
  publicText,
} from '#libs/store';
import { actionsFor } from './allowed.js';
import { type CaseView, type ClockView, type CycleView, type LegView } from './case.dto.js';

function clockView(
  clock: Clock & { readonly number: number; readonly endKind: CycleEnd | LegEnd | null },
): ClockView {
  return {
    number: clock.number,
    started_at: clock.startedAt,
    original_due_at: clock.originalDueAt,
    due_at: clock.dueAt,
    ended_at: clock.endedAt,
    end_kind: clock.endKind,
    breached_at: clock.breachedAt,
    corrected: clock.corrected,
    policy_revision: clock.policyRevision,
    calendar_revision: clock.calendarRevision,
  };
}

function cycleViews(report: StoredReport): CycleView[] {
  return report.cycles.map((cycle) => ({
    ...clockView(cycle),
    respond_due_at: cycle.respondDueAt,
    responded_at: cycle.respondedAt,
    respond_breached_at: cycle.respondBreachedAt,
    offer_expires_at: cycle.offerExpiresAt,
    refusals: cycle.refusals,
    rating: cycle.rating,
  }));
}

function legViews(report: StoredReport): LegView[] {
  return report.legs.map((leg) => ({
    ...clockView(leg),
    cycle: leg.cycleNumber,
    unit: leg.unitCode,
    person: leg.personCode,
    final: leg.final,
    committed_to: leg.committedTo,
  }));
}

/** Of the legs that are in sight; the promise's alarms are everybody's who sees the case. */
function progressViews(
  report: StoredReport,
  ownLegs: ReadonlySet<string>,
): Pick<CaseView, 'pauses' | 'extensions' | 'alarms'> {
  const own = ({ legId }: { readonly legId: string }): boolean => ownLegs.has(legId);
  const seen = ({ subject, subjectId }: Alarm): boolean =>
    subject === 'cycle' || ownLegs.has(subjectId);
  return {
    pauses: report.pauses.filter(own).map((pause) => ({
      reason: pause.reason,
      stops_clock: pause.stopsClock,
      started_at: pause.startedAt,
      until: pause.until,
      ended_at: pause.endedAt,
    })),
    extensions: report.extensions.filter(own).map((extension) => ({
      asked_at: extension.askedAt,
      asked_due_at: extension.askedDueAt,
      reason: extension.reason,
      outcome: extension.outcome,
      decided_at: extension.decidedAt,
    })),
    alarms: report.alarms.filter(seen).map((alarm) => ({
      kind: alarm.kind,
      subject: alarm.subject,
      milestone: alarm.milestone,
      level: alarm.level,
      tell: alarm.tell,
      occurred_at: alarm.occurredAt,
      noticed_at: alarm.noticedAt,
    })),
  };
}

async function contactView(
  tx: Tx,
  contact: CaseSurroundings['contact'],
): Promise<CaseView['contact']> {
  if (!contact) return null;
  const { name, phone, email, address, reportId } = contact;
  const confirmed = await confirmedContacts(tx, reportId);
  return { name, phone, email, address, show_identity: contact.showIdentity, confirmed };
}

function surroundingViews(
  around: CaseSurroundings,
  { scope }: DeskPerson,
  ownLegs: ReadonlySet<string>,
): Pick<CaseView, 'ratings' | 'corrections' | 'history'> {
  return {
    ratings: around.ratings.map((rating) => ({
      cycle: rating.cycleNumber,
      value: rating.value,
      comment: rating.comment,
      rated_at: rating.ratedAt,
    })),
    corrections: around.corrections.map((correction) => ({
      id: correction.id,
      instant: correction.instant,
      to: correction.toInstant,
      reason: correction.reason,
      asked_by: correction.askedBy,
      asked_at: correction.askedAt,
      confirmed_by: correction.confirmedBy,
      confirmed_at: correction.confirmedAt,
    })),
    history: historyInSight(
      scope.units,
      ownLegs,
      around.events.map((event) => ({
        version: event.version,
        kind: event.kind,
        from: event.fromState,
        to: event.toState,
        at: event.at,
        role: event.actorRole,
        person: event.actorPerson,
        data: event.data,
      })),
    ),
  };
}

/** The photos that a person may see, of a case that they see: hidden ones are for moderators. */
export function visiblePhotos(
  photos: readonly StoredPhoto[],
  { actor }: DeskPerson,
): readonly StoredPhoto[] {
  return photos.filter(({ hidden }) => !hidden || moderatesPhotos(actor.role));
}

/**
 * A report as a person's page shows it, read within the transaction's scope. Whoever is shown whose it is
 * is written down; without `contact` nobody is shown.
 */
export async function viewOfCase(
  tx: Tx,
  reference: Reference,
  person: DeskPerson,
  report: StoredReport,
  { contact }: { readonly contact: boolean },
): Promise<CaseView> {
  const around = await caseSurroundings(tx, report.id);
  const photos = visiblePhotos(await photosOf(tx, report.id), person);
  if (contact && around.contact) {
    await noteAccess(tx, 'contact_read', { by: person.code, reportId: report.id });
  }
  const cycle = currentCycle(report);
  const ownLegs = new Set(report.legs.map(({ id }) => id));
  return {
    code: report.code,
    version: report.version,
    state: report.state,
    stream: report.streamCode,
    category: report.categoryCode,
    area: report.areaCode,
    network: report.networkCode,
    unit: around.unitCode,
    priority: report.priority,
    channel: report.channel,
    text: report.text,
    public_text: await publicText(tx, report.id),
    followers: await countFollowers(tx, report.id),
    lat: report.lat,
    lon: report.lon,
    address: report.address,
    form: report.form,
    received_at: report.receivedAt,
    due_at: cycle.endedAt ? null : cycle.dueAt,
    suggested_unit: report.suggestedUnitCode,
    parent: around.parentCode,
    merged_into: around.mergedIntoCode,
    children: around.childCodes,
    open_children: report.openChildren,
    links: around.links,
    cycles: cycleViews(report),
    legs: legViews(report),
    ...progressViews(report, ownLegs),
    ...surroundingViews(around, person, ownLegs),
    photos: photos.map(deskPhotoView),
    contact: contact ? await contactView(tx, around.contact) : null,
    allowed_actions: actionsFor(report, person.actor, reference),
  };
}
