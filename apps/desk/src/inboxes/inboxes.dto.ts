import { INBOX_NAMES, PRIORITIES, type Priority, STATES, type State } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';

/** More are not counted: "1000+" says enough. */
export const COUNTED_AT_MOST = 1_000;

const instant = { type: String, format: 'date-time' } as const;
const maybe = { type: String, nullable: true } as const;

export class InboxCount {
  @ApiProperty({ enum: INBOX_NAMES }) name!: string;
  @ApiProperty({ type: Number, maximum: COUNTED_AT_MOST }) count!: number;
  @ApiProperty({ type: Boolean, description: 'There are more than are counted' }) more!: boolean;
}

/** The inboxes that the person's role has. */
export class InboxCounts {
  @ApiProperty({ type: [InboxCount] }) items!: readonly InboxCount[];
}

export class InboxItem {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: Number }) version!: number;
  @ApiProperty({ enum: STATES }) state!: State;
  @ApiProperty({ type: String }) stream!: string;
  @ApiProperty(maybe) category!: string | null;
  @ApiProperty(maybe) area!: string | null;
  @ApiProperty(maybe) network!: string | null;
  @ApiProperty({ ...maybe, description: 'The unit of the last leg' }) unit!: string | null;
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
  @ApiProperty({ type: String }) text!: string;
  @ApiProperty(maybe) address!: string | null;
  @ApiProperty(instant) received_at!: Date;
  @ApiProperty({ ...instant, nullable: true, description: 'The promise of the open cycle' })
  promise!: Date | null;
  @ApiProperty({ ...instant, nullable: true, description: 'By when, of what the inbox is about' })
  due!: Date | null;
}

/** A page of an inbox, oldest due first; `next` is null on the last one. */
export class InboxPage {
  @ApiProperty({ type: [InboxItem] }) items!: readonly InboxItem[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}
