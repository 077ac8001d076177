import { KEY_RIGHTS, type Right } from '#libs/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  NotContains,
  ValidateNested,
} from 'class-validator';
import { ScopeBody, ScopeView } from '../people/people.dto.js';

const instant = { type: String, format: 'date-time' } as const;
const rights = { enum: KEY_RIGHTS, isArray: true } as const;

export class KeyBody {
  @ApiProperty({ type: String, maxLength: 100, description: 'Which system holds it' })
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: '$property must hold a word' })
  @NotContains('\u0000')
  name!: string;
  @ApiProperty(rights)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(KEY_RIGHTS, { each: true })
  rights!: Right[];
  @ApiPropertyOptional({ type: ScopeBody, description: 'Everything unless given' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ScopeBody)
  scope?: ScopeBody;
  @ApiProperty({ ...instant, description: 'Two years from now at the latest' })
  @IsISO8601({ strict: true })
  @Matches(/(Z|[+-]\d\d:\d\d)$/, { message: '$property must be an instant with its offset' })
  expires_at!: string;
}

export class KeyView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty(rights) rights!: readonly Right[];
  @ApiProperty({ type: ScopeView }) scope!: ScopeView;
  @ApiProperty({ type: String }) made_by!: string;
  @ApiProperty(instant) made_at!: Date;
  @ApiProperty(instant) expires_at!: Date;
  @ApiProperty({ ...instant, nullable: true }) revoked_at!: Date | null;
  @ApiProperty({ type: String, nullable: true }) revoked_by!: string | null;
  @ApiProperty({ ...instant, nullable: true, description: 'To the minute' })
  last_used_at!: Date | null;
}

export class KeyList {
  @ApiProperty({ type: [KeyView] }) items!: readonly KeyView[];
}

export class NewKeyView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, description: 'Shown this once: hand it over, it is nowhere kept' })
  token!: string;
}
