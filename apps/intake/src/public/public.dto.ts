import { PageQuery } from '#libs/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsLatitude,
  IsLongitude,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
} from 'class-validator';

/** `open`: somebody works on it, or is about to; `ended`: it was dealt with. */
const STANDINGS = ['open', 'ended'] as const;
export type Standing = (typeof STANDINGS)[number];

const MOST_METRES = 1_000;
const USUAL_METRES = 200;
const MOST_DAYS = 90;
const USUAL_DAYS = 30;
const DEEPEST = 20;

/** What is asked for of all that is published. */
export interface PublicAsked {
  readonly stream?: string;
  readonly category?: string;
  readonly area?: string;
  readonly standing?: Standing;
}

export class PublicListQuery extends PageQuery implements PublicAsked {
  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() stream?: string;
  @ApiPropertyOptional({ type: String, description: 'With everything below it' })
  @IsOptional()
  @IsString()
  category?: string;
  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() area?: string;
  @ApiPropertyOptional({ enum: STANDINGS }) @IsOptional() @IsIn(STANDINGS) standing?: Standing;
}

export class PublicMapQuery implements PublicAsked {
  @ApiProperty({
    type: String,
    description: 'South, west, north and east, in degrees: 16.3,107.4,16.6,107.8',
  })
  @Matches(/^-?\d{1,3}(\.\d{1,9})?(,-?\d{1,3}(\.\d{1,9})?){3}$/)
  box!: string;

  @ApiProperty({ type: Number, minimum: 0, maximum: DEEPEST })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(DEEPEST)
  zoom!: number;

  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    maximum: MOST_DAYS,
    default: USUAL_DAYS,
    description: 'Received within so many days',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_DAYS)
  days: number = USUAL_DAYS;

  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() stream?: string;
  @ApiPropertyOptional({ type: String, description: 'With everything below it' })
  @IsOptional()
  @IsString()
  category?: string;
  @ApiPropertyOptional({ enum: STANDINGS }) @IsOptional() @IsIn(STANDINGS) standing?: Standing;
}

export class PublicNearbyQuery implements PublicAsked {
  @ApiProperty({ type: Number }) @Type(() => Number) @IsLatitude() lat!: number;
  @ApiProperty({ type: Number }) @Type(() => Number) @IsLongitude() lon!: number;
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: MOST_METRES, default: USUAL_METRES })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_METRES)
  metres: number = USUAL_METRES;
  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() stream?: string;
  @ApiPropertyOptional({ type: String, description: 'With everything below it' })
  @IsOptional()
  @IsString()
  category?: string;
}
