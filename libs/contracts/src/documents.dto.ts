import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
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

/** In what a document can be written. */
export const DOCUMENT_FORMATS = ['docx', 'pdf', 'xlsx', 'csv', 'json'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

export const DOCUMENT_LANGUAGES = ['vi', 'en'] as const;
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number];

/** How far the printing of a document has come. */
export const DOCUMENT_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

/** What a document counts, and whose name it bears. It is kept as it was asked. */
export interface DocumentAsked {
  /** Local days, both inside. */
  readonly from: string;
  readonly to: string;
  readonly network: string | null;
  readonly stream: string | null;
  readonly category: string | null;
  /** Printed at the head; null is left open. */
  readonly parent_agency: string | null;
  readonly agency: string | null;
  readonly place: string | null;
}

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

/** What POST /v1/desk/documents asks for: the yearly document. */
export class DocumentBody {
  @ApiProperty({ type: Number, minimum: 2000, maximum: 2199 })
  @IsInt()
  @Min(2000)
  @Max(2199)
  year!: number;

  @ApiProperty({ enum: DOCUMENT_FORMATS }) @IsIn(DOCUMENT_FORMATS) format!: DocumentFormat;

  @ApiPropertyOptional({ enum: DOCUMENT_LANGUAGES, default: 'vi' })
  @IsOptional()
  @IsIn(DOCUMENT_LANGUAGES)
  language?: DocumentLanguage;

  @OneCode('Only reports offered to this network') network?: string;
  @OneCode('Only this stream') stream?: string;
  @OneCode('Only this category and all below it') category?: string;
  @HeadName('The agency above, at the head') parent_agency?: string;
  @HeadName('The agency, at the head') agency?: string;
  @HeadName('The place beside the date') place?: string;
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
