import { type FormField } from '../entities/reference.entities.js';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsString,
  Matches,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

// What the shapes of the seed files are made of: decorators that leave no gap, and common parts.

function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}

/** May be left out. An empty value (`parent:` with nothing after it) is a slip and refused. */
export function Optional(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** Must be written down, if only as `null`. */
export function Nullable(): PropertyDecorator {
  return ValidateIf((_, value) => value !== null);
}

export function Text(): PropertyDecorator {
  return all(IsString(), IsNotEmpty());
}

// A nested validation alone lets through what is missing or a list, hence the pairs.

export function Part(shape: new () => object): PropertyDecorator {
  return all(
    IsObject(),
    ValidateNested(),
    Type(() => shape),
  );
}

export function Parts(shape: new () => object): PropertyDecorator {
  return all(
    IsArray(),
    ValidateNested({ each: true }),
    Type(() => shape),
  );
}

export function Texts(): PropertyDecorator {
  return all(IsArray(), IsString({ each: true }), IsNotEmpty({ each: true }));
}

export function Code(): PropertyDecorator {
  return Matches(/^[a-z0-9]+([.-][a-z0-9]+)*$/, {
    message:
      '$property must be a text of lower-case letters, digits, dots and hyphens, such as so-y-te; ' +
      "quote it where it is a number, such as '19753'",
  });
}

export function DateText(): PropertyDecorator {
  return all(
    Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '$property must be a date such as 2026-01-31' }),
    IsISO8601({ strict: true }),
  );
}

export function TimeText(): PropertyDecorator {
  return Matches(/^([01]\d|2[0-3]):[0-5]\d$/, {
    message: '$property must be a local time such as 07:30',
  });
}

/** Belongs to certain kinds: needed there, refused elsewhere. */
export function OnlyFor<Owner extends { kind: string }>(
  ...kinds: Owner['kind'][]
): PropertyDecorator {
  const fits = (owner: object): boolean => kinds.includes((owner as Owner).kind);
  return all(
    ValidateIf((owner: object, value) => fits(owner) || value !== undefined),
    ValidateBy({
      name: 'onlyFor',
      validator: {
        validate: (_, args) => args !== undefined && fits(args.object),
        defaultMessage: () => `$property belongs to the kind ${kinds.join(' or ')}; remove it`,
      },
    }),
  );
}

/** A list of pairs of local times; what the times say is for `checkCalendar` to judge. */
export function PeriodPairs(): PropertyDecorator {
  const isPair = (one: unknown): boolean =>
    Array.isArray(one) && one.length === 2 && one.every((time) => typeof time === 'string');
  return ValidateBy({
    name: 'periodPairs',
    validator: {
      validate: (value) => Array.isArray(value) && value.every(isPair),
      defaultMessage: () => "$property must be a list of pairs such as [['07:30', '11:30']]",
    },
  });
}

export class BilingualShape {
  @Text() vi!: string;
  @Text() en!: string;
}

class FormOptionShape {
  @Text() value!: string;
  @Part(BilingualShape) label!: BilingualShape;
}

export class FormFieldShape implements FormField {
  @Code() code!: string;
  @Part(BilingualShape) label!: BilingualShape;
  @IsIn(['text', 'number', 'choice']) type!: FormField['type'];
  @IsBoolean() required!: boolean;
  @ValidateIf((field: FormFieldShape) => field.type === 'choice' || field.options !== undefined)
  @Parts(FormOptionShape)
  @ArrayMinSize(1)
  options?: FormOptionShape[];
}
