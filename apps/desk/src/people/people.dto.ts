import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  NotContains,
  ValidateNested,
} from 'class-validator';

const STAFF_ROLES = ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
const LANGUAGES = ['vi', 'en'] as const;
const instant = { type: String, format: 'date-time', nullable: true } as const;
const NUL = '\u0000';

function Codes(): PropertyDecorator {
  const checks = [
    ApiPropertyOptional({ type: [String], default: ['*'], description: 'Codes; * is everything' }),
    IsOptional(),
    IsArray(),
    ArrayMinSize(1),
    IsString({ each: true }),
    MaxLength(100, { each: true }),
  ];
  return (target, key) => {
    for (const check of checks) check(target, key);
  };
}

/** How far somebody sees. Of units, those named and all below them; unit staff see their own unit's. */
export class ScopeBody {
  @Codes() streams?: string[];
  @Codes() areas?: string[];
  @Codes() units?: string[];
  @Codes() networks?: string[];
}

export class PersonBody {
  @ApiProperty({ type: String }) @IsString() @Length(1, 200) @NotContains(NUL) name!: string;
  @ApiProperty({ type: String, format: 'email' }) @IsEmail() @MaxLength(254) email!: string;
  @ApiProperty({ enum: STAFF_ROLES }) @IsIn(STAFF_ROLES) role!: StaffRole;
  @ApiPropertyOptional({ type: String, description: 'Needed of unit_staff' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  unit?: string;
  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Leads the unit' })
  @IsOptional()
  @IsBoolean()
  lead?: boolean;
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'vi' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];
  @ApiPropertyOptional({ type: ScopeBody, description: 'Everything unless given' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ScopeBody)
  scope?: ScopeBody;
}

export class ScopeView {
  @ApiProperty({ type: [String] }) streams!: readonly string[];
  @ApiProperty({ type: [String] }) areas!: readonly string[];
  @ApiProperty({ type: [String] }) units!: readonly string[];
  @ApiProperty({ type: [String] }) networks!: readonly string[];
}

export class AccountView {
  @ApiProperty({ type: Boolean }) invited!: boolean;
  @ApiProperty(instant) password_set_at!: Date | null;
  @ApiProperty(instant) factor_set_at!: Date | null;
  @ApiProperty({ ...instant, description: 'Since when shut out' }) shut_out_at!: Date | null;
  @ApiProperty(instant) last_seen_at!: Date | null;
}

export class StaffView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) email!: string;
  @ApiProperty({ enum: STAFF_ROLES }) role!: StaffRole;
  @ApiProperty({ type: String, nullable: true }) unit!: string | null;
  @ApiProperty({ type: Boolean }) lead!: boolean;
  @ApiProperty({ enum: LANGUAGES }) language!: (typeof LANGUAGES)[number];
  @ApiProperty({ type: ScopeView }) scope!: ScopeView;
  @ApiProperty({ type: AccountView }) account!: AccountView;
}

export class StaffList {
  @ApiProperty({ type: [StaffView] }) items!: readonly StaffView[];
}

export class InvitedView {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'To be handed over where no mail can be sent; null: it goes by mail',
  })
  token!: string | null;
}
