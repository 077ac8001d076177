import {
  type Alarm,
  type Channel,
  type CorrectableInstant,
  type Cycle,
  type CycleEnd,
  type EventKind,
  type Extension,
  type JsonObject,
  type Leg,
  type LegEnd,
  type Pause,
  type PhotoKind,
  type Priority,
  type RatingValue,
  type Role,
  type State,
} from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

const INSTANT = { type: 'timestamp with time zone', precision: 3 } as const;
const MAYBE_INSTANT = { ...INSTANT, nullable: true } as const;

@Entity('reports')
export class ReportEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('integer') version!: number;
  @Column('text') state!: State;
  @Column('text') streamCode!: string;
  @Column('text', { nullable: true }) categoryCode!: string | null;
  @Column('text', { nullable: true }) areaCode!: string | null;
  @Column('text', { nullable: true }) networkCode!: string | null;
  @Column('text') priority!: Priority;
  @Column('text') channel!: Channel;
  @Column(INSTANT) receivedAt!: Date;
  @Column('text', { nullable: true }) suggestedUnitCode!: string | null;
  @Column('uuid', { nullable: true }) parentId!: string | null;
  @Column('uuid', { nullable: true }) mergedIntoId!: string | null;
  @Column('integer') openChildren!: number;
  // What was sent: written once, when the report is filed.
  @Column('text') text!: string;
  @Column('double precision', { nullable: true }) lat!: number | null;
  @Column('double precision', { nullable: true }) lon!: number | null;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('jsonb') form!: JsonObject;
  @Column('text', { nullable: true }) tokenHash!: string | null;
  // Derived from the rest at every save, so that lists and the tick can ask for them.
  @Column('text', { nullable: true }) unitCode!: string | null;
  @Column(MAYBE_INSTANT) dueAt!: Date | null;
  @Column(MAYBE_INSTANT) nextActionAt!: Date | null;
  @Column(INSTANT) updatedAt!: Date;
}

/** What a search finds a report by, folded. */
@Entity('search_texts')
export class SearchTextEntity {
  @PrimaryColumn('uuid') reportId!: string;
  @Column('text') text!: string;
}

/** A reporter's details, apart from the report: a permission of their own. */
@Entity('contacts')
export class ContactEntity {
  @PrimaryColumn('uuid') reportId!: string;
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('boolean') showIdentity!: boolean;
  /** In which language the reporter is written to. */
  @Column('text') language!: 'vi' | 'en';
  /** Since when the reporter wants no mails; left out where a contact is written. */
  @Column(MAYBE_INSTANT) mailOffAt?: Date | null;
}

abstract class ClockColumns {
  @Column(INSTANT) startedAt!: Date;
  @Column('text') policyRevision!: string;
  @Column('text') calendarRevision!: string;
  @Column(MAYBE_INSTANT) originalDueAt!: Date | null;
  @Column(MAYBE_INSTANT) dueAt!: Date | null;
  @Column('integer') dueRevision!: number;
  @Column(MAYBE_INSTANT) endedAt!: Date | null;
  @Column(MAYBE_INSTANT) breachedAt!: Date | null;
  @Column('boolean') corrected!: boolean;
}

@Entity('cycles')
export class CycleEntity extends ClockColumns implements Cycle {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') reportId!: string;
  @Column('integer') number!: number;
  @Column('boolean') promiseFixed!: boolean;
  @Column(MAYBE_INSTANT) respondDueAt!: Date | null;
  @Column(MAYBE_INSTANT) respondedAt!: Date | null;
  @Column(MAYBE_INSTANT) respondBreachedAt!: Date | null;
  @Column(INSTANT) triageSince!: Date;
  @Column(MAYBE_INSTANT) offerExpiresAt!: Date | null;
  @Column('integer') refusals!: number;
  @Column('text', { nullable: true }) endKind!: CycleEnd | null;
  @Column('text', { nullable: true }) rating!: RatingValue | null;
}

@Entity('legs')
export class LegEntity extends ClockColumns implements Leg {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') reportId!: string;
  @Column('integer') number!: number;
  @Column('integer') cycleNumber!: number;
  @Column('text') unitCode!: string;
  @Column('text', { nullable: true }) personCode!: string | null;
  @Column('boolean') final!: boolean;
  @Column(MAYBE_INSTANT) committedTo!: Date | null;
  @Column(MAYBE_INSTANT) committedAt!: Date | null;
  @Column('integer', { default: 0 }) commitments!: number;
  @Column('text', { nullable: true }) endKind!: LegEnd | null;
  /** Kept by the database: of a unit that no longer has the report, when the report was received. */
  @Column({ ...MAYBE_INSTANT, insert: false, update: false }) passedOn?: Date | null;
}

@Entity('pauses')
export class PauseEntity implements Pause {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') reportId!: string;
  @Column('uuid') legId!: string;
  @Column('text') reason!: string;
  @Column('boolean') stopsClock!: boolean;
  @Column(INSTANT) startedAt!: Date;
  @Column(INSTANT) until!: Date;
  @Column(MAYBE_INSTANT) endedAt!: Date | null;
}

@Entity('extensions')
export class ExtensionEntity implements Extension {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') reportId!: string;
  @Column('uuid') legId!: string;
  @Column(INSTANT) askedAt!: Date;
  @Column(INSTANT) askedDueAt!: Date;
  @Column('text') reason!: string;
  @Column('text') outcome!: Extension['outcome'];
  @Column(MAYBE_INSTANT) decidedAt!: Date | null;
}

@Entity('alarms')
export class AlarmEntity implements Alarm {
  @Column('text') subject!: Alarm['subject'];
  @PrimaryColumn('uuid') subjectId!: string;
  @PrimaryColumn('integer') dueRevision!: number;
  @PrimaryColumn('text') milestone!: Alarm['milestone'];
  @PrimaryColumn('text') kind!: Alarm['kind'];
  @PrimaryColumn('integer') level!: number;
  @Column('uuid') reportId!: string;
  @Column('text', { nullable: true }) tell!: Alarm['tell'];
  @Column(INSTANT) occurredAt!: Date;
  @Column(INSTANT) noticedAt!: Date;
}

@Entity('events')
export class EventEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') reportId!: string;
  @Column('integer') version!: number;
  @Column('text') kind!: EventKind;
  @Column('text') fromState!: State | 'none';
  @Column('text') toState!: State;
  @Column(INSTANT) at!: Date;
  @Column('text') actorRole!: Role;
  @Column('text', { nullable: true }) actorPerson!: string | null;
  @Column('jsonb') data!: JsonObject;
}

@Entity('ratings')
export class RatingEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') reportId!: string;
  @Column('integer') cycleNumber!: number;
  @Column('text') value!: RatingValue;
  @Column('text', { nullable: true }) comment!: string | null;
  @Column(INSTANT) ratedAt!: Date;
}

@Entity('attachments')
export class AttachmentEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') reportId!: string;
  @Column('text') kind!: PhotoKind;
  @Column('text') mediaType!: string;
  @Column('integer') bytes!: number;
  @Column('text') sha256!: string;
  @Column(INSTANT) addedAt!: Date;
  @Column('integer') number!: number;
  @Column('integer') cycleNumber!: number;
  @Column('integer') width!: number;
  @Column('integer') height!: number;
  @Column('text', { nullable: true }) addedBy!: string | null;
  @Column('boolean') hidden!: boolean;
}

@Entity('links')
export class LinkEntity {
  @PrimaryColumn('uuid') reportId!: string;
  @PrimaryColumn('uuid') otherId!: string;
  @Column('text') kind!: 'repeat' | 'related';
}

@Entity('corrections')
export class CorrectionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') reportId!: string;
  @Column('text') instant!: CorrectableInstant;
  @Column(INSTANT) toInstant!: Date;
  @Column('text') reason!: string;
  @Column('text') askedBy!: string;
  @Column(INSTANT) askedAt!: Date;
  @Column('text', { nullable: true }) confirmedBy!: string | null;
  @Column(MAYBE_INSTANT) confirmedAt!: Date | null;
}

@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @PrimaryColumn('text') client!: string;
  @PrimaryColumn('text') keyHash!: string;
  @Column('text') bodyHash!: string;
  @Column('uuid') reportId!: string;
  @Column(INSTANT) at!: Date;
}

/** From where a report came, as keyed hashes; forgotten after a month. */
@Entity('origins')
export class OriginEntity {
  @PrimaryColumn('uuid') reportId!: string;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) device!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column(INSTANT) at!: Date;
}
