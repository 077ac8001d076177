import {
  PRIORITIES,
  type Priority,
  REJECT_REASONS,
  RIGHTS,
  type RejectReason,
  ROLES,
  type Right,
  type Role,
  WAIT_REASONS,
  type WaitReason,
} from '#libs/domain';
import { BilingualView, FormFieldView, MapView } from '#libs/dto';
import { type Bilingual, type FormField } from '#libs/store';
import { ApiProperty } from '@nestjs/swagger';

export { BilingualView } from '#libs/dto';

const maybe = { type: String, nullable: true } as const;

const until = {
  ...{ type: String, format: 'date', nullable: true },
  description: 'The first day on which it is not in force any more',
} as const;
const name = { type: BilingualView } as const;

export class StreamView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String }) prefix!: string;
  @ApiProperty(name) name!: Bilingual;
  @ApiProperty({ type: String, description: 'IANA zone' }) zone!: string;
  @ApiProperty({ type: [FormFieldView] }) form!: readonly FormField[];
  @ApiProperty({ type: Boolean, description: 'Citizens may file it themselves' })
  citizens!: boolean;
}

export class CategoryView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty(maybe) parent!: string | null;
  @ApiProperty({ type: String }) stream!: string;
  @ApiProperty(name) name!: Bilingual;
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
  @ApiProperty({ ...maybe, description: 'Its own network or its nearest ancestor’s' })
  network!: string | null;
  @ApiProperty({ type: [FormFieldView] }) form!: readonly FormField[];
  @ApiProperty(until) until!: string | null;
}

export class UnitView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty(maybe) parent!: string | null;
  @ApiProperty(name) name!: Bilingual;
  @ApiProperty({ type: String }) kind!: string;
  @ApiProperty(until) until!: string | null;
}

export class NetworkView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty(name) name!: Bilingual;
  @ApiProperty({ type: String }) lead!: string;
  @ApiProperty({ type: [String] }) units!: readonly string[];
  @ApiProperty(until) until!: string | null;
}

export class AreaView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty(name) name!: Bilingual;
  @ApiProperty({ type: String }) kind!: string;
  @ApiProperty({ type: String, format: 'date' }) valid_from!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) valid_until!: string | null;
  @ApiProperty({ type: Number }) lat!: number;
  @ApiProperty({ type: Number }) lon!: number;
}

export class PersonView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ enum: ROLES }) role!: Role;
  @ApiProperty(maybe) unit!: string | null;
}

export class WaitReasonView {
  @ApiProperty({ type: String }) code!: WaitReason;
  @ApiProperty({ type: Boolean }) stops_clock!: boolean;
}

/** What the desk's forms choose from, and who is asking. */
export class ReferenceView {
  @ApiProperty({ type: PersonView }) me!: PersonView;
  @ApiProperty({ enum: Object.keys(RIGHTS), isArray: true, description: 'What the role may' })
  rights!: readonly Right[];
  @ApiProperty({ type: [StreamView] }) streams!: readonly StreamView[];
  @ApiProperty({ type: [CategoryView] }) categories!: readonly CategoryView[];
  @ApiProperty({ type: [UnitView] }) units!: readonly UnitView[];
  @ApiProperty({ type: [NetworkView] }) networks!: readonly NetworkView[];
  @ApiProperty({ type: [AreaView] }) areas!: readonly AreaView[];
  @ApiProperty({ type: [PersonView] }) people!: readonly PersonView[];
  @ApiProperty({ type: [WaitReasonView] }) wait_reasons!: readonly WaitReasonView[];
  @ApiProperty({ enum: REJECT_REASONS, isArray: true }) reject_reasons!: readonly RejectReason[];
  @ApiProperty({ type: MapView }) map!: MapView;
}

/** The reasons for waiting in the order in which a form offers them. */
export const WAIT_REASON_VIEWS: readonly WaitReasonView[] = Object.entries(WAIT_REASONS).map(
  ([code, { stopsClock }]) => ({ code: code as WaitReason, stops_clock: stopsClock }),
);
