import {
  DATA_REQUEST_KINDS,
  type DataRequestKind,
  RATINGS,
  type JsonObject,
  type RatingValue,
} from '#libs/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsLatitude,
  IsLongitude,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  NotContains,
  ValidateNested,
} from 'class-validator';
import { PerhapsPhotos, PhotoRef, PhotoView } from './photos.dto.js';

const trimmed = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.trim() : value,
);
/** A NUL cannot be kept by the database; better said here than there. */
const NUL = '\u0000';
/** So many characters each of a citizen's texts has at most. */
export const LONGEST = { text: 4_000, address: 400, comment: 2_000 } as const;
const LANGUAGES = ['vi', 'en'] as const;
const PUBLIC_CHANNELS = ['web', 'app', 'integrator'] as const;

export class ReporterContact {
  @ApiPropertyOptional() @IsOptional() @trimmed @Length(1, 200) name?: string;
  @ApiPropertyOptional() @IsOptional() @trimmed @Matches(/^\+?[0-9 .-]{6,20}$/) phone?: string;
  @ApiPropertyOptional() @IsOptional() @IsEmail() email?: string;
  @ApiPropertyOptional() @IsOptional() @trimmed @Length(1, LONGEST.address) address?: string;
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'vi', description: 'Of the mails about it' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];
  @ApiPropertyOptional({ description: 'Let the unit see who reports' })
  @IsOptional()
  @IsBoolean()
  show_identity?: boolean;
}

export class FileReportBody {
  @ApiPropertyOptional({ default: 'field' }) @IsOptional() @IsString() stream?: string;
  @ApiPropertyOptional({ description: 'Code of a category; none: recognised by the words' })
  @IsOptional()
  @IsString()
  category?: string;
  @ApiProperty({ maxLength: LONGEST.text })
  @trimmed
  @IsString()
  @Length(1, LONGEST.text)
  @NotContains(NUL)
  text!: string;
  @ApiPropertyOptional() @IsOptional() @IsLatitude() lat?: number;
  @ApiPropertyOptional() @IsOptional() @IsLongitude() lon?: number;
  @ApiPropertyOptional()
  @IsOptional()
  @trimmed
  @Length(1, LONGEST.address)
  @NotContains(NUL)
  address?: string;
  @ApiPropertyOptional({ description: 'Code of a ward or commune' })
  @IsOptional()
  @IsString()
  ward?: string;
  @ApiPropertyOptional({ enum: PUBLIC_CHANNELS, default: 'web' })
  @IsOptional()
  @IsIn(PUBLIC_CHANNELS)
  channel?: (typeof PUBLIC_CHANNELS)[number];
  @ApiPropertyOptional({ type: ReporterContact })
  @IsOptional()
  @ValidateNested()
  @Type(() => ReporterContact)
  contact?: ReporterContact;
  @ApiPropertyOptional({ type: Object, additionalProperties: true })
  @IsOptional()
  @IsObject()
  form?: JsonObject;
  @PerhapsPhotos() photos?: PhotoRef[];
}

/** What whoever sent a report demands of their own data. */
export class DataRequestBody {
  @ApiProperty({ enum: DATA_REQUEST_KINDS }) @IsIn(DATA_REQUEST_KINDS) kind!: DataRequestKind;
  @ApiProperty({ maxLength: LONGEST.text })
  @trimmed
  @IsString()
  @Length(1, LONGEST.text)
  @NotContains(NUL)
  text!: string;
  @ApiPropertyOptional({ type: ReporterContact, description: 'Where the answer is to go' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ReporterContact)
  contact?: ReporterContact;
}

export class FiledReport {
  @ApiProperty() code!: string;
  @ApiProperty({ description: 'Sent as the header Tracking-Token; keep it secret' })
  tracking_token!: string;
  @ApiProperty({ type: String, format: 'date-time' }) received_at!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) promise!: string | null;
}

export class RatingBody {
  @ApiProperty({ enum: RATINGS }) @IsIn(RATINGS) value!: RatingValue;
  @ApiPropertyOptional({ maxLength: LONGEST.comment })
  @IsOptional()
  @trimmed
  @MaxLength(LONGEST.comment)
  @NotContains(NUL)
  comment?: string;
}

export class WhyBody {
  @ApiProperty({ maxLength: 2000 })
  @trimmed
  @IsString()
  @Length(1, 2000)
  @NotContains(NUL)
  reason!: string;
}

export class MailBody {
  @ApiProperty({ description: 'False: no mails about this report any more' })
  @IsBoolean()
  on!: boolean;
}

export class WordsBody {
  @ApiProperty({ maxLength: LONGEST.text })
  @trimmed
  @IsString()
  @Length(1, LONGEST.text)
  @NotContains(NUL)
  text!: string;
}

/** One line of the history as a citizen reads it. */
export class CitizenLine {
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty() kind!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ type: String, nullable: true }) unit!: string | null;
  @ApiProperty({ type: String, nullable: true }) text!: string | null;
}

/** A report as its reporter reads it. */
export class CitizenReport {
  @ApiProperty() code!: string;
  @ApiProperty() state!: string;
  @ApiProperty() state_title!: string;
  @ApiProperty({ type: String, format: 'date-time' }) received_at!: string;
  @ApiProperty({ type: String, description: 'As the public may read it' }) text!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) promise!: string | null;
  @ApiProperty() overdue!: boolean;
  @ApiProperty({ type: String, nullable: true }) unit!: string | null;
  @ApiProperty({ type: String, enum: RATINGS, nullable: true }) rating!: RatingValue | null;
  @ApiProperty({ isArray: true, type: String }) may!: readonly string[];
  @ApiProperty({ isArray: true, type: PhotoView }) photos!: readonly PhotoView[];
  @ApiProperty({ isArray: true, type: CitizenLine }) history!: readonly CitizenLine[];
}
