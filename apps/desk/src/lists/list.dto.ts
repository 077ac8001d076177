import { IsInstant } from '#libs/dto';
import {
  CHANNELS,
  type Channel,
  PRIORITIES,
  type Priority,
  STATES,
  type State,
} from '#libs/domain';
import { AsList, PageQuery, YES_NO, type YesNo } from '#libs/http';
import { LIST_ORDERS, type ListOrder } from '#libs/store';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { ReportHead } from '../views/case.dto.js';

const DIRECTIONS = ['asc', 'desc'] as const;
const instant = { type: String, format: 'date-time' } as const;

/** Which reports, in which order, and from where on. */
export class ListQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES, isArray: true })
  @IsOptional()
  @AsList()
  @IsArray()
  @IsIn(STATES, { each: true })
  state?: State[];

  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() stream?: string;

  @ApiPropertyOptional({ type: String, description: 'With everything below it' })
  @IsOptional()
  @IsString()
  category?: string;

  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() area?: string;

  @ApiPropertyOptional({ type: String, description: 'The unit of the last leg' })
  @IsOptional()
  @IsString()
  unit?: string;

  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() network?: string;

  @ApiPropertyOptional({ enum: PRIORITIES }) @IsOptional() @IsIn(PRIORITIES) priority?: Priority;

  @ApiPropertyOptional({ enum: CHANNELS }) @IsOptional() @IsIn(CHANNELS) channel?: Channel;

  @ApiPropertyOptional({ enum: YES_NO, description: 'Open and past its promise' })
  @IsOptional()
  @IsIn(YES_NO)
  overdue?: YesNo;

  @ApiPropertyOptional(instant) @IsOptional() @IsInstant() due_before?: string;

  @ApiPropertyOptional({ ...instant, description: 'Inclusive' })
  @IsOptional()
  @IsInstant()
  received_from?: string;

  @ApiPropertyOptional({ ...instant, description: 'Exclusive' })
  @IsOptional()
  @IsInstant()
  received_to?: string;

  @ApiPropertyOptional({ type: String, description: 'The code of the split report' })
  @IsOptional()
  @IsString()
  parent?: string;

  @ApiPropertyOptional({
    type: String,
    description: 'Whole words that follow each other, with or without accents',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ enum: LIST_ORDERS, default: 'received_at' })
  @IsOptional()
  @IsIn(LIST_ORDERS)
  sort: ListOrder = 'received_at';

  @ApiPropertyOptional({ enum: DIRECTIONS, default: 'desc' })
  @IsOptional()
  @IsIn(DIRECTIONS)
  direction: (typeof DIRECTIONS)[number] = 'desc';
}

/** How much of a case is shown. */
export class CaseQuery {
  @ApiPropertyOptional({
    enum: YES_NO,
    default: 'true',
    description:
      'Whose it is, where the person may see it; each time it is shown, that is written down. ' +
      'false: it is not shown',
  })
  @IsOptional()
  @IsIn(YES_NO)
  contact?: YesNo;
}

export class ListItem extends ReportHead {
  @ApiProperty({ type: Number, nullable: true }) lat!: number | null;
  @ApiProperty({ type: Number, nullable: true }) lon!: number | null;
  @ApiProperty(instant) updated_at!: Date;
  @ApiProperty({ type: Boolean, description: 'Its open cycle has breached' }) overdue!: boolean;
  @ApiProperty({ type: Boolean, description: 'Its clock stands' }) paused!: boolean;
}

/** A page of a list; `next` is null on the last one. */
export class ListPage {
  @ApiProperty({ type: [ListItem] }) items!: readonly ListItem[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}
