import { ApiProperty } from '@nestjs/swagger';

const instant = { type: String, format: 'date-time' } as const;
const maybeInstant = { ...instant, nullable: true } as const;

/** A correction of the calendar that open cases run on: asked, confirmed by another, carried out. */
export class CalendarCorrectionView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, description: 'The revision that open cases are counted by' })
  revision!: string;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String }) asked_by!: string;
  @ApiProperty(instant) asked_at!: Date;
  @ApiProperty({ type: String, nullable: true }) confirmed_by!: string | null;
  @ApiProperty(maybeInstant) confirmed_at!: Date | null;
  @ApiProperty({ type: Number, description: 'Open reports that were set right so far' })
  moved!: number;
  @ApiProperty({ type: Number, description: 'Open reports that keep every due that they have' })
  kept!: number;
  @ApiProperty({ ...maybeInstant, description: 'When the last open report had been looked at' })
  done_at!: Date | null;
}

export class CalendarCorrectionList {
  @ApiProperty({ type: [CalendarCorrectionView], description: 'The newest first' })
  items!: readonly CalendarCorrectionView[];
}
