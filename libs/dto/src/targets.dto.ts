import { TARGET_METRICS, type TargetMetric } from '#libs/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsISO8601,
  IsIn,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  Min,
  NotContains,
  ValidateNested,
} from 'class-validator';
import { COHORTS, type Cohort, SUBJECTS, type Subject } from '#libs/contracts';
import { BilingualText } from './figures.dto.js';

const NUL = '\u0000';
const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const CODE_LENGTH = 100;
const date = { type: String, format: 'date' } as const;

/** One of the reference data's codes; left out: all. */
function OneOf(description: string): PropertyDecorator {
  const decorators = [
    ApiPropertyOptional({ type: String, maxLength: CODE_LENGTH, description }),
    IsOptional(),
    IsString(),
    MaxLength(CODE_LENGTH),
    NotContains(NUL),
  ];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

export class TargetName extends BilingualText {
  @IsString()
  @Length(1, 200)
  @Matches(/\S/, { message: '$property must hold a word' })
  @NotContains(NUL)
  declare vi: string;

  @IsString()
  @Length(1, 200)
  @Matches(/\S/, { message: '$property must hold a word' })
  @NotContains(NUL)
  declare en: string;
}

/** What PUT /v1/desk/targets/CODE takes: what somebody has promised themselves, for some days. */
export class TargetBody {
  @ApiProperty({ type: TargetName })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => TargetName)
  name!: TargetName;

  @ApiProperty({ enum: TARGET_METRICS, description: 'It says whether at least or at most' })
  @IsIn(TARGET_METRICS)
  metric!: TargetMetric;

  @ApiProperty({
    type: Number,
    minimum: 0,
    description: 'Percent, with one decimal at most; working minutes for a median',
  })
  @IsNumber({ maxDecimalPlaces: 1 })
  @Min(0)
  value!: number;

  @ApiPropertyOptional({ enum: COHORTS, default: 'received' })
  @IsOptional()
  @IsIn(COHORTS)
  cohort?: Cohort;

  @OneOf('Of this stream alone') stream?: string;
  @OneOf('Of what was offered to this network alone') network?: string;
  @OneOf('Of this unit and all below it') unit?: string;

  @ApiProperty({ ...date, description: 'The first day' })
  @Matches(LOCAL_DATE, { message: '$property must be a local date such as 2026-01-01' })
  @IsISO8601({ strict: true })
  from!: string;

  @ApiProperty({ ...date, description: 'The last day; all of it is inside' })
  @Matches(LOCAL_DATE, { message: '$property must be a local date such as 2026-12-31' })
  @IsISO8601({ strict: true })
  until!: string;
}

const DIRECTIONS = ['at_least', 'at_most'] as const;
const UNITS = ['percent', 'minutes'] as const;

/** A target as it is kept. */
export class TargetView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: BilingualText }) name!: BilingualText;
  @ApiProperty({ enum: TARGET_METRICS }) metric!: TargetMetric;
  @ApiProperty({ enum: DIRECTIONS }) direction!: (typeof DIRECTIONS)[number];
  @ApiProperty({ type: Number }) value!: number;
  @ApiProperty({ enum: UNITS, description: 'Of the value; minutes are of working time' })
  value_unit!: (typeof UNITS)[number];
  @ApiProperty({ enum: COHORTS }) cohort!: Cohort;
  @ApiProperty({ enum: SUBJECTS, description: 'What is counted: a unit by its legs' }) of!: Subject;
  @ApiProperty({ type: String, nullable: true }) stream!: string | null;
  @ApiProperty({ type: String, nullable: true }) network!: string | null;
  @ApiProperty({ type: String, nullable: true }) unit!: string | null;
  @ApiProperty({ ...date, description: 'The first day' }) from!: string;
  @ApiProperty({ ...date, description: 'The last day, all of it' }) until!: string;
  @ApiProperty({ type: Boolean, description: 'An example, and nobody’s promise' })
  illustrative!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'null: the seed' })
  saved_by!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) saved_at!: Date | null;
}

export class TargetList {
  @ApiProperty({ type: [TargetView] }) items!: readonly TargetView[];
}

/** What a target is held against: a rate as counts, or a median. */
export class TargetActual extends BilingualText {
  @ApiProperty({ type: Number, nullable: true }) part!: number | null;
  @ApiProperty({ type: Number, nullable: true }) whole!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of so many a median is' })
  many!: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Working minutes, or half of one more',
  })
  median_minutes!: number | null;
}

const RESULTS = ['met', 'not_met', 'no_data'] as const;

/** How a target stands. Met is decided by counts, and never by what is printed of them. */
export class TargetResult {
  @ApiProperty({ type: TargetView }) target!: TargetView;
  @ApiProperty({ type: BilingualText, description: 'Such as ≥ 95.0%' }) limit!: BilingualText;
  @ApiProperty({ ...date, description: 'Counted: the days of the target that were asked for' })
  from!: string;
  @ApiProperty(date) to!: string;
  @ApiProperty({ type: TargetActual }) actual!: TargetActual;
  @ApiProperty({ enum: RESULTS }) result!: (typeof RESULTS)[number];
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Actual less target, unrounded: percentage points, or working minutes',
  })
  off!: number | null;
  @ApiProperty({ type: BilingualText, description: 'The same in words' }) off_words!: BilingualText;
}
