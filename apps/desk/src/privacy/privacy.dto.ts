import { type JsonObject, STATES, type State } from '#libs/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  NotContains,
} from 'class-validator';

const MOST_CODES = 200;
const instant = { type: String, format: 'date-time' } as const;
const maybe = { type: String, nullable: true } as const;

export class FindPersonBody {
  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @Matches(/^\+?[0-9 .-]{6,20}$/)
  phone?: string;
  @ApiPropertyOptional({ type: String, format: 'email' })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string;
}

export class PersonCodesBody {
  @ApiProperty({ type: [String], minItems: 1, maxItems: MOST_CODES })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CODES)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  codes!: string[];
  @ApiProperty({ type: String, description: 'Why' })
  @IsString()
  @Length(1, 500)
  @NotContains('\u0000')
  reason!: string;
  @ApiPropertyOptional({
    type: String,
    description: 'The case of the demand that this carries out',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  request?: string;
}

const OUTCOMES = ['done', 'refused'] as const;

/** What became of a demand that nothing here carries out. */
export class OutcomeBody {
  @ApiProperty({ enum: OUTCOMES, description: 'done: by other means, such as a correction' })
  @IsIn(OUTCOMES)
  outcome!: (typeof OUTCOMES)[number];
  @ApiProperty({ type: String, maxLength: 500 })
  @IsString()
  @Length(1, 500)
  @Matches(/\S/, { message: '$property must hold a word' })
  @NotContains('\u0000')
  reason!: string;
}

export class OutcomeView {
  @ApiProperty({ enum: ['told', 'erased', ...OUTCOMES] }) outcome!: string;
  @ApiProperty({ type: String }) by!: string;
  @ApiProperty(instant) at!: Date;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: [String] }) codes!: readonly string[];
}

export class OutcomeList {
  @ApiProperty({ type: [OutcomeView] }) items!: readonly OutcomeView[];
}

export class PersonReportView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ enum: STATES }) state!: State;
  @ApiProperty(instant) received_at!: Date;
  @ApiProperty(maybe) name!: string | null;
  @ApiProperty(maybe) phone!: string | null;
  @ApiProperty(maybe) email!: string | null;
}

export class PersonFollowView {
  @ApiProperty({ type: String, description: 'The report that they follow' }) code!: string;
  @ApiProperty(instant) asked_at!: Date;
  @ApiProperty({ ...instant, nullable: true }) confirmed_at!: Date | null;
}

export class ForgetFollowsBody {
  @ApiProperty({ type: String, format: 'email' })
  @IsString()
  @IsEmail()
  @MaxLength(254)
  email!: string;
  @ApiProperty({ type: String, description: 'Why' })
  @IsString()
  @Length(1, 500)
  @NotContains('\u0000')
  reason!: string;
}

export class ForgottenFollows {
  @ApiProperty({ type: Number, description: 'How many reports were followed' }) forgotten!: number;
}

export class PersonReportList {
  @ApiProperty({ type: [PersonReportView] }) items!: readonly PersonReportView[];
  @ApiProperty({ type: [PersonFollowView] }) follows!: readonly PersonFollowView[];
}

export class PersonDataView {
  @ApiProperty(instant) told_at!: Date;
  @ApiProperty({ type: [Object] }) contacts!: readonly object[];
  @ApiProperty({ type: [Object] }) reports!: readonly object[];
  @ApiProperty({ type: [Object], description: 'Until when the numbers may not file, and why' })
  blocks!: readonly object[];
  @ApiProperty({ type: [PersonFollowView], description: 'By the mail addresses of these reports' })
  follows!: readonly PersonFollowView[];
}

export class ErasedView {
  @ApiProperty({ type: [String] }) erased!: readonly string[];
}

export class AccessQuery {
  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() @MaxLength(100) report?: string;
  @ApiPropertyOptional({ type: String, description: 'Whom it was about, or who did it' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  person?: string;
  @ApiPropertyOptional({ type: String, description: 'The id of the last line that was read' })
  @IsOptional()
  @IsUUID()
  before?: string;
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;
}

export class AccessLineView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String }) kind!: string;
  @ApiProperty(instant) at!: Date;
  @ApiProperty(maybe) person!: string | null;
  @ApiProperty(maybe) by!: string | null;
  @ApiProperty(maybe) report!: string | null;
  @ApiProperty({ type: Object }) data!: JsonObject;
}

export class AccessPage {
  @ApiProperty({ type: [AccessLineView] }) items!: readonly AccessLineView[];
}
