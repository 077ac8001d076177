import {
  type Cohort,
  COHORTS,
  type Dimension,
  DIMENSIONS,
  FIGURE_NAMES,
  type FigureName,
  MOST_DIMENSIONS,
  type RateName,
  type Subject,
  SUBJECTS,
} from '#libs/contracts';
import { CHANNELS, type Channel } from '#libs/domain';
import {
  ApiProperty,
  ApiPropertyOptional,
  type ApiPropertyOptions,
  OmitType,
} from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsInstant } from './desk.dto.js';

/** Codes in one filter, and reports on one page, at most. */
const MOST_CODES = 200;
const LARGEST_PAGE = 200;
const USUAL_PAGE = 50;
const CODE_LENGTH = 100;
const CURSOR_LENGTH = 400;
const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** One value or many of the same name, as an address may hold. */
function asList({ value }: { value: unknown }): unknown {
  return value === undefined || Array.isArray(value) ? value : [value];
}

/** A filter or grouping that may be repeated. */
function Repeated(
  options: ApiPropertyOptions,
  most: number,
  each: readonly string[] | null,
): PropertyDecorator {
  const decorators = [
    ApiPropertyOptional({ ...options, isArray: true }),
    IsOptional(),
    Transform(asList),
    IsArray(),
    ArrayMaxSize(most),
    ...(each
      ? [IsIn(each, { each: true })]
      : [IsString({ each: true }), MaxLength(CODE_LENGTH, { each: true })]),
  ];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

const codes = (description: string): ApiPropertyOptions => ({ type: String, description });
const localDate = (description: string): ApiPropertyOptions => ({
  type: String,
  format: 'date',
  description,
});
const instant: ApiPropertyOptions = { type: String, format: 'date-time' };

/** What GET /v1/figures asks. Lists are repeated: `unit=a&unit=b`. */
export class FiguresQuery {
  @ApiPropertyOptional({ enum: COHORTS, default: 'received' })
  @IsOptional()
  @IsIn(COHORTS)
  cohort: Cohort = 'received';

  @ApiPropertyOptional({ enum: SUBJECTS, default: 'reports' })
  @IsOptional()
  @IsIn(SUBJECTS)
  of: Subject = 'reports';

  @ApiProperty(localDate('The first day, in the time zone of the stream'))
  @Matches(LOCAL_DATE, { message: 'from must be a local date such as 2026-01-01' })
  from!: string;

  @ApiProperty(localDate('The last day; all of it is inside'))
  @Matches(LOCAL_DATE, { message: 'to must be a local date such as 2026-12-31' })
  to!: string;

  @ApiPropertyOptional({ ...instant, description: 'As of when; now, if not given' } as const)
  @IsOptional()
  @IsInstant()
  as_of?: string;

  @ApiPropertyOptional(codes('One stream; all of them, if not given'))
  @IsOptional()
  @IsString()
  @MaxLength(CODE_LENGTH)
  stream?: string;

  @Repeated(codes('Categories, each with everything below it'), MOST_CODES, null)
  category?: string[];

  @Repeated(codes('Areas'), MOST_CODES, null) area?: string[];

  @Repeated(codes('Units, each with everything below it'), MOST_CODES, null) unit?: string[];

  @Repeated(codes('Networks to which the report was offered'), MOST_CODES, null)
  network?: string[];

  @Repeated({ enum: CHANNELS }, CHANNELS.length, CHANNELS) channel?: Channel[];

  @Repeated({ enum: DIMENSIONS }, MOST_DIMENSIONS, DIMENSIONS) group_by?: Dimension[];
}

/** What GET /v1/figures/reports asks: the same question, and which of its figures to open. */
export class FiguresDrillQuery extends FiguresQuery {
  @ApiPropertyOptional({ enum: FIGURE_NAMES, default: 'all' })
  @IsOptional()
  @IsIn(FIGURE_NAMES)
  figure: FigureName = 'all';

  @Repeated(
    codes('The value of each group_by, in its order; empty where the group has none'),
    MOST_DIMENSIONS,
    null,
  )
  value?: string[];

  @ApiPropertyOptional({ type: String, description: '`next` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(CURSOR_LENGTH)
  cursor?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: LARGEST_PAGE, default: USUAL_PAGE })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LARGEST_PAGE)
  limit: number = USUAL_PAGE;
}

/** What GET /v1/figures/reports.csv asks: all of what a figure opens to, in one file. */
export class FiguresExportQuery extends OmitType(FiguresDrillQuery, ['cursor', 'limit'] as const) {
  @ApiPropertyOptional({
    ...{ enum: ['vi', 'en'], default: 'vi' },
    description:
      'Columns are divided by `;` (vi) or `,` (en), as Excel expects beside the decimal mark',
  })
  @IsOptional()
  @IsIn(['vi', 'en'])
  language: 'vi' | 'en' = 'vi';
}

/** A text in both languages. */
export class BilingualText {
  @ApiProperty({ type: String }) vi!: string;
  @ApiProperty({ type: String }) en!: string;
}

const count = (description: string): ApiPropertyOptions => ({ type: Number, description });

/** Raw counts. What only reports have is 0 for legs, and the other way round. */
export class FigureCounts implements Readonly<Record<FigureName, number>> {
  @ApiProperty(count('All of them: the sum of the classes')) all!: number;
  @ApiProperty(count('Class')) on_time!: number;
  @ApiProperty(count('Class')) late!: number;
  @ApiProperty(count('Class')) open_overdue!: number;
  @ApiProperty(count('Class')) open_in_time!: number;
  @ApiProperty(count('Class, outside the rates')) no_deadline!: number;
  @ApiProperty(count('Class of reports, outside the rates')) rejected!: number;
  @ApiProperty(count('Class of reports, outside the rates')) duplicate!: number;
  @ApiProperty(count('Class of reports, outside the rates')) withdrawn!: number;
  @ApiProperty(count('Class of reports, outside the rates')) spam!: number;
  @ApiProperty(count('Class of legs, outside the rates')) outside!: number;
  @ApiProperty(count('Of open_in_time: the clock stands now')) paused!: number;
  @ApiProperty(count('Reports with a second cycle')) reopened!: number;
  @ApiProperty(count('With a recorded correction')) corrected!: number;
  @ApiProperty(count('Resolved cycles: so many ratings were asked for')) asked!: number;
  @ApiProperty(count('Of asked: rated')) rated!: number;
  @ApiProperty(count('Of rated')) satisfied!: number;
  @ApiProperty(count('Of rated')) acceptable!: number;
  @ApiProperty(count('Of rated')) not_satisfied!: number;
  @ApiProperty(count('Legs that ended by refusal')) refused!: number;
  @ApiProperty(count('Legs that ended by transfer')) transferred!: number;
  @ApiProperty(count('Reports of which a cycle has ended, or legs that have ended'))
  ended!: number;
}

/** A rate as counts, and as it is printed; over nothing it says so in words. */
export class PrintedRate extends BilingualText {
  @ApiProperty({ type: Number }) part!: number;
  @ApiProperty({ type: Number }) whole!: number;
}

export class FigureRates implements Readonly<Record<RateName, PrintedRate>> {
  @ApiProperty({ type: PrintedRate }) on_time!: PrintedRate;
  @ApiProperty({ type: PrintedRate }) overdue!: PrintedRate;
  @ApiProperty({ type: PrintedRate }) satisfied!: PrintedRate;
  @ApiProperty({ type: PrintedRate }) satisfied_or_acceptable!: PrintedRate;
  @ApiProperty({ type: PrintedRate }) response!: PrintedRate;
  @ApiProperty({ type: PrintedRate }) reopened!: PrintedRate;
  @ApiProperty({ type: PrintedRate }) refused!: PrintedRate;
}

/** One value of a group; null where the reports have none. */
export class GroupValue {
  @ApiProperty({ enum: DIMENSIONS }) dimension!: Dimension;
  @ApiProperty({ type: String, nullable: true }) value!: string | null;
  @ApiProperty({ type: BilingualText }) label!: BilingualText;
}

export class FigureLine {
  @ApiProperty({ type: FigureCounts }) counts!: FigureCounts;
  @ApiProperty({ type: FigureRates }) rates!: FigureRates;
}

export class FigureGroup extends FigureLine {
  @ApiProperty({ type: [GroupValue], description: 'In the order of group_by' })
  values!: readonly GroupValue[];
}

/** The codes that a question was narrowed to, with all below them. */
export class FiguresFilterEcho {
  @ApiPropertyOptional({ type: String }) stream?: string;
  @ApiPropertyOptional({ type: [String] }) categories?: readonly string[];
  @ApiPropertyOptional({ type: [String] }) areas?: readonly string[];
  @ApiPropertyOptional({ type: [String] }) networks?: readonly string[];
  @ApiPropertyOptional({ type: [String] }) units?: readonly string[];
  @ApiPropertyOptional({ type: [String] }) channels?: readonly string[];
}

/** What was counted, so that the answer can stand alone. */
export class FiguresBasis {
  @ApiProperty({ enum: COHORTS }) cohort!: Cohort;
  @ApiProperty({ enum: SUBJECTS }) of!: Subject;
  @ApiProperty(localDate('The first day')) from!: string;
  @ApiProperty(localDate('The last day, all of it')) to!: string;
  @ApiProperty({ type: String, description: 'IANA time zone of the days' }) zone!: string;
  @ApiProperty({ ...instant, description: 'As of when' } as const) as_of!: Date;
  @ApiProperty({ type: FiguresFilterEcho }) filter!: FiguresFilterEcho;
  @ApiProperty({ enum: DIMENSIONS, isArray: true }) group_by!: readonly Dimension[];
}

export class FiguresBody {
  @ApiProperty({ type: FiguresBasis }) basis!: FiguresBasis;
  @ApiProperty({ type: FigureLine }) total!: FigureLine;
  @ApiProperty({ type: [FigureGroup], description: 'Empty where no group_by was asked for' })
  groups!: readonly FigureGroup[];

  @ApiProperty({
    type: BilingualText,
    nullable: true,
    description: 'The sentence of the yearly report; only about reports of exactly one category',
  })
  sentence!: BilingualText | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/BilingualText' },
    description: 'What each name in this answer means',
  })
  definitions!: Readonly<Record<string, BilingualText>>;
}

/** One report (or leg) behind a figure. */
export class FiguresReport {
  @ApiProperty({ type: String, description: 'Public code of the report' }) code!: string;
  @ApiProperty({ type: String, description: 'Its class as of then' }) class!: string;
  @ApiProperty({ type: Number, description: 'How often it counts in the figure' }) count!: number;
  @ApiProperty({ type: Number, description: 'The cycle that decided the class' }) cycle!: number;
  @ApiProperty(instant) received_at!: Date;
  @ApiProperty({ ...instant, nullable: true } as const) due_at!: Date | null;
  @ApiProperty({ ...instant, nullable: true } as const) ended_at!: Date | null;
  @ApiProperty({ type: String, nullable: true }) unit!: string | null;
}

/** A page of the reports behind a figure; `next` is null on the last one. */
export class FiguresReportPage {
  @ApiProperty({ ...instant, description: 'As of when; it stays so on every page' } as const)
  as_of!: Date;
  @ApiProperty({ type: [FiguresReport] }) items!: readonly FiguresReport[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}
