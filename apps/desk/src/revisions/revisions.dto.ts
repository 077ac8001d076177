import { type CalendarText } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { BilingualView } from '../reference/reference.dto.js';

export class RevisionView {
  @ApiProperty({ type: Number }) revision!: number;
  @ApiProperty({ type: Boolean }) current!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) saved_at!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null: a seed or the command line' })
  saved_by!: string | null;
}

/** What is wrong with what was written, and where. */
export class WrittenProblemView {
  @ApiProperty({ type: String, description: 'A path such as holidays.3.date' }) field!: string;
  @ApiProperty({ type: BilingualView }) message!: CalendarText;
}
