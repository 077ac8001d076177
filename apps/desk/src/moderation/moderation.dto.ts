import { ORIGIN_KINDS, type OriginKind, STATES, type State, type Suspicion } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';

const instant = { type: String, format: 'date-time' } as const;
const maybe = { type: String, nullable: true } as const;
const SUSPICIONS = ['flood', 'own_repeat'] as const;

/** A report before the moderators, and why. Its deadlines run on. */
export class HeldItem {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: Number }) version!: number;
  @ApiProperty({ enum: STATES }) state!: State;
  @ApiProperty({ type: String }) stream!: string;
  @ApiProperty(maybe) category!: string | null;
  @ApiProperty(maybe) area!: string | null;
  @ApiProperty({ type: String }) text!: string;
  @ApiProperty(maybe) address!: string | null;
  @ApiProperty(instant) received_at!: Date;
  @ApiProperty({ ...instant, nullable: true }) promise!: Date | null;
  @ApiProperty(instant) held_at!: Date;
  @ApiProperty({ enum: SUSPICIONS }) kind!: Suspicion['kind'];
  @ApiProperty({ type: String, description: 'The reason in the language asked for' }) why!: string;
  @ApiProperty({ enum: ORIGIN_KINDS, isArray: true, description: 'What they have in common' })
  shares!: readonly OriginKind[];
  @ApiProperty({ type: [String], description: 'Codes of those it is like, newest first' })
  others!: readonly string[];
}

/** A page of what is held, longest held first; `next` is null on the last one. */
export class HeldPage {
  @ApiProperty({ type: [HeldItem] }) items!: readonly HeldItem[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}
