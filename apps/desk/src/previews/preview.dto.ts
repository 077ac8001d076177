import { type Recount, type RecountSubject } from '#libs/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

const LARGEST_PAGE = 200;
const USUAL_PAGE = 50;
const SUBJECTS: readonly RecountSubject[] = ['promise', 'answer', 'leg'];
const HOW: readonly Recount['how'][] = ['moves', 'same', 'told', 'set'];
const maybe = { type: String, nullable: true } as const;
const due = { type: String, format: 'date-time', nullable: true } as const;

/** From where on, and how many reports a page has. */
export class PreviewQuery {
  @ApiPropertyOptional({ type: String, description: '`next` of the page before' })
  @IsOptional()
  @IsUUID()
  after?: string;

  @ApiPropertyOptional({ type: Number, default: USUAL_PAGE, maximum: LARGEST_PAGE })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LARGEST_PAGE)
  limit: number = USUAL_PAGE;
}

/** What a running clock has, and what it would have. */
export class PreviewedClockView {
  @ApiProperty({ type: String, description: 'Of the report' }) code!: string;
  @ApiProperty({ type: String }) stream!: string;
  @ApiProperty(maybe) category!: string | null;
  @ApiProperty({ ...maybe, description: 'Who has the report now' }) holder!: string | null;
  @ApiProperty({ enum: SUBJECTS }) clock!: RecountSubject;
  @ApiProperty({ type: Number, description: 'Of the cycle, or of the leg' }) number!: number;
  @ApiProperty({ ...maybe, description: 'Whose leg' }) unit!: string | null;
  @ApiProperty({
    enum: HOW,
    description: 'told: by another system, set: by a merge or a correction; neither is counted',
  })
  how!: Recount['how'];
  @ApiProperty(due) due_before!: Date | null;
  @ApiProperty(due) due_after!: Date | null;
  @ApiProperty({ type: Boolean }) missed_before!: boolean;
  @ApiProperty({ type: Boolean, description: 'By now' }) missed_after!: boolean;
}

export class PreviewPageView {
  @ApiProperty({ type: Number, description: 'Open reports on this page' }) reports!: number;
  @ApiProperty({ type: [PreviewedClockView] }) clocks!: readonly PreviewedClockView[];
  @ApiProperty({ ...maybe, description: 'Null on the last page' }) next!: string | null;
}
