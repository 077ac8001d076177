import { RIGHTS, ROLES, type Right, type Role } from '#libs/domain';
import { SESSION_STAGES, type SessionStage } from '#libs/store';
import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsString, Length, Matches, MaxLength, MinLength } from 'class-validator';

const instant = { type: String, format: 'date-time' } as const;
const RIGHT_NAMES = Object.keys(RIGHTS) as Right[];

export class SignInBody {
  @ApiProperty({ type: String, format: 'email' }) @IsEmail() @MaxLength(254) email!: string;
  @ApiProperty({ type: String }) @IsString() @Length(1, 1_000) password!: string;
}

export class CodeBody {
  @ApiProperty({ type: String, description: 'Six digits of the app, or a recovery code' })
  @IsString()
  @Length(6, 20)
  code!: string;
}

export class NewPasswordBody {
  @ApiProperty({ type: String, description: 'Of the link in the invitation' })
  @IsString()
  @Matches(/^[0-9a-zA-Z._-]{20,200}$/)
  token!: string;
  @ApiProperty({ type: String, minLength: 12, maxLength: 128 })
  @IsString()
  @MinLength(1)
  @MaxLength(1_000)
  password!: string;
}

export class ResetBody {
  @ApiProperty({ type: String, format: 'email' }) @IsEmail() @MaxLength(254) email!: string;
}

export class SessionPersonView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ enum: ROLES }) role!: Role;
}

/** Who is signed in here, how far, and what they may. */
export class SessionView {
  @ApiProperty({ type: SessionPersonView }) person!: SessionPersonView;
  @ApiProperty({
    enum: SESSION_STAGES,
    description: '`code`: a code is wanted; `enrol`: a second factor is to be set up',
  })
  stage!: SessionStage;
  @ApiProperty({ type: String, description: 'To be sent as X-CSRF-Token' }) csrf_token!: string;
  @ApiProperty(instant) expires_at!: Date;
  @ApiProperty({ enum: RIGHT_NAMES, isArray: true }) rights!: readonly Right[];
}

export class NewFactorView {
  @ApiProperty({ type: String, description: 'To be typed into the app' }) secret!: string;
  @ApiProperty({ type: String, description: 'otpauth://, to be drawn as a QR code' }) uri!: string;
}

export class FactorSetView {
  @ApiProperty({ type: SessionView }) session!: SessionView;
  @ApiProperty({ type: [String], description: 'Shown this once' })
  recovery_codes!: readonly string[];
}

export class SessionLineView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String }) agent!: string;
  @ApiProperty({ enum: ['password', 'oidc'] }) way!: 'password' | 'oidc';
  @ApiProperty(instant) made_at!: Date;
  @ApiProperty(instant) seen_at!: Date;
  @ApiProperty({ type: Boolean, description: 'This one' }) current!: boolean;
}

export class SessionList {
  @ApiProperty({ type: [SessionLineView] }) items!: readonly SessionLineView[];
}

export class OtherWayView {
  @ApiProperty({ type: String, description: 'What its button says' }) label!: string;
  @ApiProperty({ type: String, description: 'Where to send the browser' }) url!: string;
}

/** How one can sign in here. */
export class SignInWays {
  @ApiProperty({ type: Boolean }) password!: boolean;
  @ApiProperty({
    type: Boolean,
    description: 'Signing in is off: one key opens the desk as anybody',
  })
  key!: boolean;
  @ApiProperty({ type: OtherWayView, nullable: true }) other!: OtherWayView | null;
}
