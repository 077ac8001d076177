import {
  CONFIRM_RULES,
  type ConfirmRule,
  PRIORITIES,
  PUBLICATIONS,
  type Priority,
  type Publication,
  TARGET_METRICS,
  type TargetMetric,
} from '#libs/domain';
import {
  ArrayMinSize,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNumber,
  IsTimeZone,
  Matches,
  Max,
  Min,
} from 'class-validator';
import {
  BilingualShape,
  Code,
  DateText,
  FormFieldShape,
  Optional,
  Part,
  Parts,
  Text,
  Texts,
  TimeText,
} from './shape-parts.js';

// The shapes of the seed files, one class for each kind of entry, in the words of the files.
// Calendars and policies have a file of their own.

export abstract class Named {
  @Code() code!: string;
  @Part(BilingualShape) name!: BilingualShape;
}

class EvidenceShape {
  @IsIn(['photo', 'text']) kind!: 'photo' | 'text';
  @IsIn(['resolve']) when!: 'resolve';
  @IsBoolean() active!: boolean;
}

/** A stream as the desk edits it. */
export class EditedStreamShape extends Named {
  @Matches(/^[A-Z]{2}$/, { message: '$property must be two capital letters' }) prefix!: string;
  @IsTimeZone() zone!: string;
  @Text() default_policy!: string;
  @IsIn(PUBLICATIONS) publication!: Publication;
  /** What is asked of whoever rates; left out: nothing. */
  @Optional() @IsIn(CONFIRM_RULES) confirm?: ConfirmRule;
  @IsInt() @Min(1) rating_window_days!: number;
  @IsInt() @Min(1) reopen_window_days!: number;
  @Parts(FormFieldShape) form!: FormFieldShape[];
  @Parts(EvidenceShape) evidence!: EvidenceShape[];
  /** Whether citizens may file it themselves; left out: they may. */
  @Optional() @IsBoolean() citizens?: boolean;
}

export class StreamShape extends EditedStreamShape {
  @Text() calendar!: string;
}

/** A unit as the desk edits it. */
export class EditedUnitShape extends Named {
  @IsIn(['agency', 'enterprise', 'organisation']) kind!: 'agency' | 'enterprise' | 'organisation';
  @Optional() @Text() parent?: string;
  @Text() calendar!: string;
  @Optional() @IsBoolean() illustrative?: boolean;
  /** The first day on which it is not in force any more; left out: it goes on. */
  @Optional() @DateText() until?: string;
}

export class UnitShape extends EditedUnitShape {
  @Optional() @Part(BilingualShape) short?: BilingualShape;
}

export class NetworkShape extends Named {
  @Text() lead!: string;
  @Texts() @ArrayMinSize(1) units!: string[];
  /** The first day on which it is not in force any more; left out: it goes on. */
  @Optional() @DateText() until?: string;
}

/** How far somebody sees; what is left out is everything. */
class ScopeShape {
  @Optional() @Texts() @ArrayMinSize(1) streams?: string[];
  @Optional() @Texts() @ArrayMinSize(1) areas?: string[];
  @Optional() @Texts() @ArrayMinSize(1) units?: string[];
  @Optional() @Texts() @ArrayMinSize(1) networks?: string[];
}

export class PersonShape extends Named {
  @IsEmail() email!: string;
  @IsIn(['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'])
  role!: 'operator' | 'unit_staff' | 'supervisor' | 'moderator' | 'admin';
  @Optional() @Text() unit?: string;
  /** Leads the unit: told where its head is to be told. */
  @Optional() @IsBoolean() lead?: boolean;
  @Optional() @IsIn(['vi', 'en']) language?: 'vi' | 'en';
  @Optional() @Part(ScopeShape) scope?: ScopeShape;
  @Optional() @IsBoolean() illustrative?: boolean;
}

/** Degrees, WGS 84. */
class CentreShape {
  @IsNumber() @Min(-90) @Max(90) lat!: number;
  @IsNumber() @Min(-180) @Max(180) lon!: number;
}

export class AreaShape extends Named {
  @IsIn(['ward', 'commune']) kind!: 'ward' | 'commune';
  @DateText() from!: string;
  @Optional() @DateText() until?: string;
  @Part(CentreShape) centre!: CentreShape;
}

/** One node of the subject tree; the nodes below it are entries of their own. */
export class CategoryShape extends Named {
  @Text() stream!: string;
  @Optional() @Part(BilingualShape) phrase?: BilingualShape;
  @Optional() @IsIn(PRIORITIES) priority?: Priority;
  @Optional() @Text() policy?: string;
  @Optional() @Text() network?: string;
  @Optional() @IsBoolean() sensitive?: boolean;
  @Optional() @Texts() keywords?: string[];
  @Optional() @Parts(FormFieldShape) form?: FormFieldShape[];
  /** The first day on which it is not in force any more; left out: it goes on. */
  @Optional() @DateText() until?: string;
}

/** A category as the desk edits it: with its parent, which in a file is where it stands. */
export class EditedCategoryShape extends CategoryShape {
  @Optional() @Text() parent?: string;
}

/** Either `outside_hours_of`, or `from` and `to`. */
export class RuleTimeShape {
  @Optional() @Text() outside_hours_of?: string;
  @Optional() @TimeText() from?: string;
  @Optional() @TimeText() to?: string;
}

/** Either a unit or a network. */
class DestinationShape {
  @Optional() @Text() unit?: string;
  @Optional() @Text() network?: string;
}

export class RuleShape {
  @Code() code!: string;
  @Optional() @Text() stream?: string;
  @Optional() @Text() category?: string;
  @Optional() @Text() area?: string;
  @Optional() @Text() network?: string;
  @Optional() @IsIn(PRIORITIES) priority?: Priority;
  @Optional() @Part(RuleTimeShape) time?: RuleTimeShape;
  @Part(DestinationShape) to!: DestinationShape;
  @IsInt() rank!: number;
  @Part(BilingualShape) reason!: BilingualShape;
  /** The first day on which it is not in force any more; left out: it goes on. */
  @Optional() @DateText() until?: string;
}

export class WordShape {
  @Text() phrase!: string;
  @Part(BilingualShape) reason!: BilingualShape;
}

/** A target: `value` in percent to one decimal, or in working minutes, as its metric says. */
export class TargetShape extends Named {
  @IsIn(TARGET_METRICS) metric!: TargetMetric;
  @IsNumber({ maxDecimalPlaces: 1 }) @Min(0) value!: number;
  @Optional() @IsIn(['received', 'due']) cohort?: 'received' | 'due';
  @Optional() @Text() stream?: string;
  @Optional() @Text() network?: string;
  @Optional() @Text() unit?: string;
  @DateText() from!: string;
  @DateText() until!: string;
  @Optional() @IsBoolean() illustrative?: boolean;
}
