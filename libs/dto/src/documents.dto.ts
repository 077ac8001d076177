import {
  DOCUMENT_FORMATS,
  DOCUMENT_LANGUAGES,
  DOCUMENT_MAIL_STATES,
  DOCUMENT_STATES,
  type DocumentAsked,
  type DocumentFormat,
  type DocumentLanguage,
  type DocumentMailState,
  type DocumentState,
} from '#libs/contracts';
import { PERIOD_KINDS, type PeriodKind } from '#libs/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  NotContains,
} from 'class-validator';

const CODE_LENGTH = 100;
const NAME_LENGTH = 120;

/** A name at the head of the document, on one line. */
function HeadName(description: string): PropertyDecorator {
  const decorators = [
    ApiPropertyOptional({ type: String, maxLength: NAME_LENGTH, description }),
    IsOptional(),
    IsString(),
    Length(1, NAME_LENGTH),
    Matches(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u, { message: '$property must be one line of words' }),
  ];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

function OneCode(description: string): PropertyDecorator {
  const decorators = [
    ApiPropertyOptional({ type: String, maxLength: CODE_LENGTH, description }),
    IsOptional(),
    IsString(),
    MaxLength(CODE_LENGTH),
    NotContains('\u0000'),
  ];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

/** What every document is asked with, whatever its period. */
class DocumentWish {
  @ApiProperty({ enum: DOCUMENT_FORMATS }) @IsIn(DOCUMENT_FORMATS) format!: DocumentFormat;

  @ApiPropertyOptional({ enum: DOCUMENT_LANGUAGES, default: 'vi' })
  @IsOptional()
  @IsIn(DOCUMENT_LANGUAGES)
  language?: DocumentLanguage;

  @OneCode('Only reports offered to this network') network?: string;
  @OneCode('Only this stream') stream?: string;
  @OneCode('Only this unit and all below it') unit?: string;
  @HeadName('The agency above, at the head') parent_agency?: string;
  @HeadName('The agency, at the head') agency?: string;
  @HeadName('The place beside the date') place?: string;
}

/** What POST /v1/desk/documents asks for: the document of a year, or of another period. */
export class DocumentBody extends DocumentWish {
  @ApiPropertyOptional({
    ...{ type: Number, minimum: 2000, maximum: 2199 },
    description: 'A whole year; or else name a period',
  })
  @IsOptional()
  @IsInt()
  @Min(2000)
  @Max(2199)
  year?: number;

  @ApiPropertyOptional({
    ...{ type: String, maxLength: 8 },
    description: 'Such as 2026, 2026-Q1, 2026-03 or 2026-W10 (ISO 8601)',
  })
  @IsOptional()
  @Matches(/^2[01]\d\d(-(Q[1-4]|W?\d\d))?$/, {
    message: '$property must be a year, quarter, month or week: 2026, 2026-Q1, 2026-03, 2026-W10',
  })
  period?: string;

  @OneCode('Only this category and all below it') category?: string;
}

const MOST_RECIPIENTS = 50;

/** What PUT /v1/desk/documents/schedules/ID takes: a document that goes by mail whenever a period is over. */
export class ScheduleBody extends DocumentWish {
  @ApiProperty({ enum: PERIOD_KINDS }) @IsIn(PERIOD_KINDS) every!: PeriodKind;

  @ApiProperty({
    ...{ type: [String], minItems: 1, maxItems: MOST_RECIPIENTS },
    description: 'Codes of people who may see all that the document counts',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_RECIPIENTS)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(CODE_LENGTH, { each: true })
  recipients!: string[];
}

const instant = { type: String, format: 'date-time' } as const;

/** A document that was asked for, and how far it has come. */
export class DocumentView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ enum: DOCUMENT_STATES }) state!: DocumentState;
  @ApiProperty({ type: Number, minimum: 0, maximum: 100, description: 'Percent' })
  progress!: number;
  @ApiProperty({ enum: DOCUMENT_FORMATS }) format!: DocumentFormat;
  @ApiProperty({ enum: DOCUMENT_LANGUAGES }) language!: DocumentLanguage;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What it counts' })
  asked!: DocumentAsked;
  @ApiProperty(instant) asked_at!: Date;
  @ApiProperty({ ...instant, nullable: true, description: 'The figures are as of then' } as const)
  as_of!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of the figures as kept' })
  checksum!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'So many reports are behind it' })
  reports!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why there is none' })
  error!: string | null;
}

/** The newest first. */
export class DocumentList {
  @ApiProperty({ type: [DocumentView] }) items!: readonly DocumentView[];
}

export class DocumentMailView {
  @ApiProperty({ type: String }) person!: string;
  @ApiProperty({ enum: DOCUMENT_MAIL_STATES }) state!: DocumentMailState;
  @ApiProperty({ ...instant, description: 'Within their working hours, and not before' } as const)
  not_before!: Date;
  @ApiProperty({ ...instant, nullable: true } as const) sent_at!: Date | null;
  @ApiProperty({ type: Number }) tries!: number;
  @ApiProperty({ type: String, nullable: true, description: 'What went wrong last' })
  error!: string | null;
}

/** What was made of a schedule for one period. */
export class ScheduledDocument {
  @ApiProperty({ type: String, description: 'Such as 2026-03' }) period!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) document!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why there is none' })
  error!: string | null;
  @ApiProperty(instant) made_at!: Date;
  @ApiProperty({ type: [DocumentMailView] }) mails!: readonly DocumentMailView[];
}

export class ScheduleView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, description: 'As far as this person sees, so far it counts' })
  owner!: string;
  @ApiProperty({ enum: PERIOD_KINDS }) every!: PeriodKind;
  @ApiProperty({ enum: DOCUMENT_FORMATS }) format!: DocumentFormat;
  @ApiProperty({ enum: DOCUMENT_LANGUAGES }) language!: DocumentLanguage;
  @ApiProperty({ type: String, nullable: true }) network!: string | null;
  @ApiProperty({ type: String, nullable: true }) stream!: string | null;
  @ApiProperty({ type: String, nullable: true }) unit!: string | null;
  @ApiProperty({ type: [String] }) recipients!: readonly string[];
  @ApiProperty({ ...instant, description: 'What would have gone out before it does not' } as const)
  since!: Date;
  @ApiProperty({
    type: [ScheduledDocument],
    description: 'The newest first; empty for those who only get it',
  })
  log!: readonly ScheduledDocument[];
}

/** One’s own schedules, and those by which one gets documents. */
export class ScheduleList {
  @ApiProperty({ type: [ScheduleView] }) items!: readonly ScheduleView[];
}
