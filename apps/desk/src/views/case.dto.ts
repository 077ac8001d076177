import { DeskPhotoView } from '#libs/dto';
import {
  type Alarm,
  CHANNELS,
  CONFIRM_WAYS,
  type Channel,
  type ConfirmWay,
  type CorrectableInstant,
  type EventKind,
  type Extension,
  type JsonObject,
  MILESTONES,
  PRIORITIES,
  type Priority,
  RATINGS,
  ROLES,
  type RatingValue,
  type Role,
  STATES,
  type State,
} from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';

const instant = { type: String, format: 'date-time' } as const;
const maybe = { type: String, nullable: true } as const;
const maybeInstant = { ...instant, nullable: true } as const;

/** A clock as it runs: all instants in UTC. */
export class ClockView {
  @ApiProperty({ type: Number }) number!: number;
  @ApiProperty(instant) started_at!: Date;
  @ApiProperty(maybeInstant) original_due_at!: Date | null;
  @ApiProperty(maybeInstant) due_at!: Date | null;
  @ApiProperty(maybeInstant) ended_at!: Date | null;
  @ApiProperty(maybe) end_kind!: string | null;
  @ApiProperty(maybeInstant) breached_at!: Date | null;
  @ApiProperty({ type: Boolean }) corrected!: boolean;
  @ApiProperty({ type: String }) policy_revision!: string;
  @ApiProperty({ type: String }) calendar_revision!: string;
}

export class CycleView extends ClockView {
  @ApiProperty(maybeInstant) respond_due_at!: Date | null;
  @ApiProperty(maybeInstant) responded_at!: Date | null;
  @ApiProperty(maybeInstant) respond_breached_at!: Date | null;
  @ApiProperty(maybeInstant) offer_expires_at!: Date | null;
  @ApiProperty({ type: Number }) refusals!: number;
  @ApiProperty({ enum: RATINGS, nullable: true, type: String }) rating!: RatingValue | null;
}

export class LegView extends ClockView {
  @ApiProperty({ type: Number }) cycle!: number;
  @ApiProperty({ type: String }) unit!: string;
  @ApiProperty(maybe) person!: string | null;
  @ApiProperty({ type: Boolean }) final!: boolean;
  @ApiProperty({ ...maybeInstant, description: 'By when the unit has told the citizen; no due' })
  committed_to!: Date | null;
}

export class PauseView {
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: Boolean }) stops_clock!: boolean;
  @ApiProperty(instant) started_at!: Date;
  @ApiProperty(instant) until!: Date;
  @ApiProperty(maybeInstant) ended_at!: Date | null;
}

export class ExtensionView {
  @ApiProperty(instant) asked_at!: Date;
  @ApiProperty(instant) asked_due_at!: Date;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ enum: ['open', 'granted', 'denied', 'expired'] }) outcome!: Extension['outcome'];
  @ApiProperty(maybeInstant) decided_at!: Date | null;
}

export class AlarmView {
  @ApiProperty({ enum: ['warning', 'breach', 'escalation'] }) kind!: Alarm['kind'];
  @ApiProperty({ enum: ['cycle', 'leg'] }) subject!: Alarm['subject'];
  @ApiProperty({ enum: MILESTONES }) milestone!: Alarm['milestone'];
  @ApiProperty({ type: Number }) level!: number;
  @ApiProperty(maybe) tell!: string | null;
  @ApiProperty(instant) occurred_at!: Date;
  @ApiProperty(instant) noticed_at!: Date;
}

/** A line of the history. `person` is null for the reporter and for machines. */
export class EventView {
  @ApiProperty({ type: Number }) version!: number;
  @ApiProperty({ type: String }) kind!: EventKind;
  @ApiProperty({ type: String }) from!: State | 'none';
  @ApiProperty({ enum: STATES }) to!: State;
  @ApiProperty(instant) at!: Date;
  @ApiProperty({ enum: ROLES }) role!: Role;
  @ApiProperty(maybe) person!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) data!: JsonObject;
}

export class RatingView {
  @ApiProperty({ type: Number }) cycle!: number;
  @ApiProperty({ enum: RATINGS }) value!: RatingValue;
  @ApiProperty(maybe) comment!: string | null;
  @ApiProperty(instant) rated_at!: Date;
}

export class CorrectionView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['started_at', 'ended_at'] }) instant!: CorrectableInstant;
  @ApiProperty(instant) to!: Date;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String }) asked_by!: string;
  @ApiProperty(instant) asked_at!: Date;
  @ApiProperty(maybe) confirmed_by!: string | null;
  @ApiProperty(maybeInstant) confirmed_at!: Date | null;
}

export class LinkView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ enum: ['repeat', 'related'] }) kind!: 'repeat' | 'related';
  @ApiProperty({ type: Boolean, description: 'Made from the other report' }) incoming!: boolean;
}

export class ConfirmedContactView {
  @ApiProperty({ enum: CONFIRM_WAYS }) way!: ConfirmWay;
  @ApiProperty(instant) at!: Date;
}

export class ContactView {
  @ApiProperty(maybe) name!: string | null;
  @ApiProperty(maybe) phone!: string | null;
  @ApiProperty(maybe) email!: string | null;
  @ApiProperty(maybe) address!: string | null;
  @ApiProperty({ type: Boolean }) show_identity!: boolean;
  @ApiProperty({
    type: [ConfirmedContactView],
    description: 'What its sender has shown to be theirs',
  })
  confirmed!: readonly ConfirmedContactView[];
}

/** What a list and a case both show of a report. */
export class ReportHead {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: Number }) version!: number;
  @ApiProperty({ enum: STATES }) state!: State;
  @ApiProperty({ type: String }) stream!: string;
  @ApiProperty(maybe) category!: string | null;
  @ApiProperty(maybe) area!: string | null;
  @ApiProperty(maybe) network!: string | null;
  @ApiProperty({ ...maybe, description: 'The unit of the last leg' }) unit!: string | null;
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
  @ApiProperty({ enum: CHANNELS }) channel!: Channel;
  @ApiProperty({ type: String }) text!: string;
  @ApiProperty(maybe) address!: string | null;
  @ApiProperty(maybe) parent!: string | null;
  @ApiProperty({ type: Number }) open_children!: number;
  @ApiProperty(instant) received_at!: Date;
  @ApiProperty({ ...maybeInstant, description: 'The promise of the open cycle' })
  due_at!: Date | null;
}

/** The whole case, as far as the person may see it. */
export class CaseView extends ReportHead {
  @ApiProperty({ type: Number, nullable: true }) lat!: number | null;
  @ApiProperty({ type: Number, nullable: true }) lon!: number | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) form!: JsonObject;
  @ApiProperty(maybe) suggested_unit!: string | null;
  @ApiProperty(maybe) merged_into!: string | null;
  @ApiProperty({ type: [String] }) children!: readonly string[];
  @ApiProperty({ type: [LinkView] }) links!: readonly LinkView[];
  @ApiProperty({
    ...maybe,
    description: 'What the public reads in its place; null: the text itself',
  })
  public_text!: string | null;
  @ApiProperty({ type: [CycleView] }) cycles!: readonly CycleView[];
  @ApiProperty({ type: [LegView] }) legs!: readonly LegView[];
  @ApiProperty({ type: [PauseView] }) pauses!: readonly PauseView[];
  @ApiProperty({ type: [ExtensionView] }) extensions!: readonly ExtensionView[];
  @ApiProperty({ type: [AlarmView] }) alarms!: readonly AlarmView[];
  @ApiProperty({ type: [RatingView] }) ratings!: readonly RatingView[];
  @ApiProperty({ type: [CorrectionView] }) corrections!: readonly CorrectionView[];
  @ApiProperty({ type: [DeskPhotoView] }) photos!: readonly DeskPhotoView[];
  @ApiProperty({ type: [EventView] }) history!: readonly EventView[];
  @ApiProperty({
    type: ContactView,
    nullable: true,
    description: 'Null without the permission, and where it was not asked for',
  })
  contact!: ContactView | null;
  @ApiProperty({ type: Number, description: 'How many follow it who did not send it' })
  followers!: number;
  @ApiProperty({ type: [String], description: 'What this person may do now, as in the address' })
  allowed_actions!: readonly string[];
}
