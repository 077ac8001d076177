import { ClockExplained, CountedInterval } from '#libs/dto';
import { AsList } from '#libs/http';
import { ApiProperty, PickType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString } from 'class-validator';

/** So many at once: as many as a list shows on a screen or two. */
const MOST = 50;
const instant = { type: String, format: 'date-time' } as const;

export class ClocksQuery {
  @ApiProperty({ type: [String], minItems: 1, maxItems: MOST })
  @AsList()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST)
  @IsString({ each: true })
  code!: string[];
}

/** A clock that has not ended, and when it counts from `as_of` on. */
export class ClockRunning extends PickType(ClockExplained, [
  'subject',
  'standing',
  'left_minutes',
  'late_minutes',
  'zone',
]) {
  @ApiProperty({ type: String, nullable: true, description: 'Whose leg, by its code' })
  unit!: string | null;
  @ApiProperty({ ...instant, nullable: true }) due_at!: Date | null;
  @ApiProperty({ type: Number, description: 'Minutes that a day holds of what the limit counts' })
  day_minutes!: number;
  @ApiProperty({
    type: [CountedInterval],
    description:
      'When what is left becomes less, or what it is late by becomes more: of the next 48 hours',
  })
  counts!: readonly CountedInterval[];
}

export class ClocksOfCase {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: [ClockRunning], description: 'The promise, then the leg that is open' })
  clocks!: readonly ClockRunning[];
}

export class RunningClocks {
  @ApiProperty(instant) as_of!: Date;
  @ApiProperty({ type: [ClocksOfCase] }) items!: readonly ClocksOfCase[];
}
