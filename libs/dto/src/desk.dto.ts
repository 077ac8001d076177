import {
  CHANNELS,
  type Channel,
  type CorrectableInstant,
  PRIORITIES,
  type Priority,
  REJECT_REASONS,
  type RejectReason,
  WAIT_REASONS,
  type WaitReason,
} from '#libs/domain';
import {
  ApiProperty,
  ApiPropertyOptional,
  type ApiPropertyOptions,
  OmitType,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsObject,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { FileReportBody } from './intake.dto.js';
import { PerhapsPhotos, PhotoRef } from './photos.dto.js';

/** The longest code of the reference data and of a report that a request may name. */
const CODE_LENGTH = 100;
const REASON_LENGTH = 2_000;
const TEXT_LENGTH = 10_000;
const CHILDREN = 20;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant as text: ISO 8601 with its offset, so that no server's zone ever decides. */
export function IsInstant(): PropertyDecorator {
  return ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value)),
      defaultMessage: () => '$property must be an instant such as 2026-03-02T10:00:00+07:00',
    },
  });
}

function all(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

function Needed(options: ApiPropertyOptions, ...checks: PropertyDecorator[]): PropertyDecorator {
  return all(ApiProperty(options), ...checks);
}

function Perhaps(options: ApiPropertyOptions, ...checks: PropertyDecorator[]): PropertyDecorator {
  return all(ApiPropertyOptional(options), IsOptional(), ...checks);
}

const isText = (length: number): PropertyDecorator => all(IsString(), MaxLength(length));
const code = (description: string): ApiPropertyOptions => ({ type: String, description });
const instant = (description: string): ApiPropertyOptions => ({
  type: String,
  format: 'date-time',
  description,
});

/** What every command may say: the version of the report that the person saw. */
export class CommandBody {
  @Perhaps(
    { type: Number, description: 'The version that was seen; another one now is a conflict' },
    IsInt(),
    Min(1),
  )
  version?: number;
}

/** What may be set right while a report is sent on its way. */
export class ClassifyingBody extends CommandBody {
  @Perhaps(code('Why it goes there, in words'), isText(REASON_LENGTH)) words?: string;
  @Perhaps(code('The right category'), isText(CODE_LENGTH)) category?: string;
  @Perhaps(code('The right area'), isText(CODE_LENGTH)) area?: string;
  @Perhaps({ enum: PRIORITIES }, IsIn(PRIORITIES)) priority?: Priority;
}

/** A command that only says why. An empty reason is refused by the rule itself. */
export class ReasonBody extends CommandBody {
  @Needed(code('Why'), isText(REASON_LENGTH)) reason!: string;
}

export class OfferBody extends ClassifyingBody {
  @Needed(code('The network whose units may claim'), isText(CODE_LENGTH)) network!: string;
}

export class ClaimBody extends CommandBody {
  @Perhaps(code('The unit that claims; the own one if none is named'), isText(CODE_LENGTH))
  unit?: string;
}

export class AssignBody extends ClassifyingBody {
  @Needed(code('The unit'), isText(CODE_LENGTH)) unit!: string;
  @Perhaps(code('A person of the unit'), isText(CODE_LENGTH)) person?: string;
  @Perhaps({ type: Boolean, description: 'It cannot be refused' }, IsBoolean()) final?: boolean;
}

export class TakeBody extends CommandBody {
  @Perhaps(code('Who works on it; oneself if nobody is named'), isText(CODE_LENGTH))
  person?: string;
}

/** Gives a case that is worked on to somebody of its unit. */
export class PersonOfCaseBody extends CommandBody {
  @Needed(
    { type: String, nullable: true, description: 'A person of the unit; null: nobody' },
    ValidateIf((_body, value) => value !== null),
    isText(CODE_LENGTH),
  )
  person!: string | null;
}

export class RefuseBody extends ReasonBody {}

export class TransferBody extends ReasonBody {
  @Needed(code('The next unit'), isText(CODE_LENGTH)) unit!: string;
}

const WAIT_REASON_CODES = Object.keys(WAIT_REASONS);

export class WaitBody extends CommandBody {
  @Needed({ enum: WAIT_REASON_CODES }, IsIn(WAIT_REASON_CODES)) reason!: WaitReason;
  @Needed(instant('Until when'), IsInstant()) until!: string;
  @Perhaps(code('More about it'), isText(REASON_LENGTH)) note?: string;
}

export class ResumeBody extends CommandBody {}

export class AnswerBody extends CommandBody {
  @Needed(code('The public answer'), isText(TEXT_LENGTH)) text!: string;
  @Perhaps(instant('By when the unit says it will be done'), IsInstant()) commitment?: string;
}

export class AskExtensionBody extends ReasonBody {
  @Needed(instant('The due that is asked for'), IsInstant()) due_at!: string;
}

export class GrantBody extends CommandBody {
  @Perhaps(code('Why'), isText(REASON_LENGTH)) reason?: string;
}

export class DenyBody extends ReasonBody {}

export class ResolveBody extends CommandBody {
  @Needed(code('The public result'), isText(TEXT_LENGTH)) text!: string;
  @PerhapsPhotos() photos?: PhotoRef[];
}

export class ReturnBody extends ReasonBody {}

export class CloseBody extends CommandBody {}

export class ReopenBody extends ReasonBody {}

export class RejectBody extends CommandBody {
  @Needed({ enum: REJECT_REASONS }, IsIn(REJECT_REASONS)) reason!: RejectReason;
  @Perhaps(code('More about it'), isText(REASON_LENGTH)) note?: string;
}

export class SpamBody extends CommandBody {}

export class MergeBody extends CommandBody {
  @Needed(code('The code of the report that goes on'), isText(CODE_LENGTH)) survivor!: string;
}

const LINK_KINDS = ['repeat', 'related'] as const;

export class LinkBody extends CommandBody {
  @Needed(code('The code of the other report'), isText(CODE_LENGTH)) other!: string;
  @Needed({ enum: LINK_KINDS }, IsIn(LINK_KINDS)) kind!: (typeof LINK_KINDS)[number];
}

/** One part of a split report. */
export class ChildBody {
  @Needed(code('The unit that does it'), isText(CODE_LENGTH)) unit!: string;
  @Needed(code('What it is to do'), isText(TEXT_LENGTH)) text!: string;
}

export class SplitBody extends CommandBody {
  @Needed(
    { type: () => ChildBody, isArray: true, minItems: 1, maxItems: CHILDREN },
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(CHILDREN),
    // A list within the list would be looked through in place of an object.
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(() => ChildBody),
  )
  children!: ChildBody[];
}

export class WithdrawBody extends ReasonBody {}

const CORRECTABLE: readonly CorrectableInstant[] = ['started_at', 'ended_at'];

/** Proposes a correction: nothing changes until another administrator confirms it. */
export class CorrectBody extends ReasonBody {
  @Needed({ enum: CORRECTABLE }, IsIn(CORRECTABLE)) instant!: CorrectableInstant;
  @Needed(instant('The right instant'), IsInstant()) to!: string;
}

/** What a proposed correction is known by from now on. */
export class CorrectionProposed {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
}

/** What is filed for somebody: what a citizen sends, and through which channel it came. */
export class FileForCallerBody extends OmitType(FileReportBody, ['channel'] as const) {
  @Needed(
    {
      enum: CHANNELS,
      description: 'phone, counter, mail: of an operator; web, app, integrator: of another system',
    },
    IsIn(CHANNELS),
  )
  channel!: Channel;
}
