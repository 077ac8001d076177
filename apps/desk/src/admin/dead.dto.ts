import { CONSUMER_NAMES, type ConsumerName } from '#libs/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches, NotContains } from 'class-validator';

const instant = { type: String, format: 'date-time' } as const;

/** A delivery that was given up after its tries. */
export class DeadLetterView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, description: 'The report’s code' }) report!: string;
  @ApiProperty({ enum: CONSUMER_NAMES, description: 'For whom it was' }) consumer!: ConsumerName;
  @ApiProperty({ type: String, description: 'What happened to the report' }) event!: string;
  @ApiProperty({ ...instant, description: 'When that happened' }) event_at!: Date;
  @ApiProperty({ type: Number }) attempts!: number;
  @ApiProperty({ type: Number, description: 'Of those, how often the process ended' })
  crashes!: number;
  @ApiProperty({ type: String, description: 'What the last try ended with, and its stack' })
  last_error!: string;
}

/** The dead letters, oldest first. */
export class DeadLetterList {
  @ApiProperty({ type: [DeadLetterView] }) items!: readonly DeadLetterView[];
  @ApiProperty({ type: Boolean, description: 'There are more than these' }) more!: boolean;
}

export class DropBody {
  @ApiProperty({ type: String, minLength: 1, maxLength: 500 })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: '$property must hold a word' })
  @NotContains('\u0000')
  reason!: string;
}
