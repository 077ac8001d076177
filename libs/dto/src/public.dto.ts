import { PUBLISHED_STATES, type PublishedState } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';

const maybe = { type: String, nullable: true } as const;
const instant = { type: String, format: 'date-time' } as const;
const maybeNumber = { type: Number, nullable: true } as const;

/** A report as anybody may read it. */
export class PublicReport {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ enum: PUBLISHED_STATES }) state!: PublishedState;
  @ApiProperty({ type: String }) state_title!: string;
  @ApiProperty({ type: String }) stream!: string;
  @ApiProperty(maybe) category!: string | null;
  @ApiProperty(maybe) category_title!: string | null;
  @ApiProperty(maybe) area!: string | null;
  @ApiProperty(maybe) area_title!: string | null;
  @ApiProperty({ ...maybe, description: 'Who works on it' }) unit!: string | null;
  @ApiProperty({ type: String, description: 'Without who sent it and how to reach them' })
  text!: string;
  @ApiProperty({ ...maybe, description: 'Null also where the stream shows no more than the area' })
  address!: string | null;
  @ApiProperty(maybeNumber) lat!: number | null;
  @ApiProperty(maybeNumber) lon!: number | null;
  @ApiProperty(instant) received_at!: Date;
  @ApiProperty(instant) updated_at!: Date;
  @ApiProperty({ type: Number, description: 'How many photos it has that are not hidden' })
  photos!: number;
  @ApiProperty({ type: Number, description: 'How many follow it instead of filing it again' })
  followers!: number;
}

/** A page of what is published, the last received first; `next` is null on the last one. */
export class PublicReportPage {
  @ApiProperty({ type: [PublicReport] }) items!: readonly PublicReport[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}

export class PublicNeighbour extends PublicReport {
  @ApiProperty({ type: Number, description: 'From the place asked for' }) metres!: number;
}

/** What is published near a place and being worked on, nearest first. */
export class PublicNeighbours {
  @ApiProperty({ type: [PublicNeighbour] }) items!: readonly PublicNeighbour[];
}

/** What lies together on the map: how many, and where their middle is. */
export class PublicMapCell {
  @ApiProperty({ type: Number }) count!: number;
  @ApiProperty({ type: Number }) lat!: number;
  @ApiProperty({ type: Number }) lon!: number;
  @ApiProperty({ ...maybe, description: 'Of a single report' }) code!: string | null;
  @ApiProperty({ enum: PUBLISHED_STATES, nullable: true, description: 'Of a single report' })
  state!: PublishedState | null;
}

export class PublicMap {
  @ApiProperty({ type: [PublicMapCell] }) cells!: readonly PublicMapCell[];
  @ApiProperty({ type: Boolean, description: 'There is more there than is shown: go nearer' })
  more!: boolean;
}
