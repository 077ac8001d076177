import { type FormField } from '../entities/reference.entities.js';
import { PRIORITIES, type Priority, RECIPIENTS, type Recipient } from '#libs/domain';
import { Type } from 'class-transformer';
import {
  Equals,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';

// The shapes of the seed files, one class for each kind of entry, in the words of the files.

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class BilingualShape {
  @IsString() vi!: string;
  @IsString() en!: string;
}

abstract class Named {
  @Matches(/^[a-z0-9][a-z0-9.-]*$/) code!: string;
  @ValidateNested() @Type(() => BilingualShape) name!: BilingualShape;
}

export class StreamShape extends Named {
  @Matches(/^[A-Z]{2}$/) prefix!: string;
  @IsString() zone!: string;
  @IsString() default_policy!: string;
  @IsString() calendar!: string;
  @IsIn(['public', 'private']) publication!: 'public' | 'private';
  @IsInt() @Min(1) rating_window_days!: number;
  @IsInt() @Min(1) reopen_window_days!: number;
  @IsArray() form!: FormField[];
  @IsArray() evidence!: { kind: 'photo' | 'text'; when: 'resolve'; active: boolean }[];
}

export class UnitShape extends Named {
  @IsIn(['agency', 'enterprise', 'organisation']) kind!: 'agency' | 'enterprise' | 'organisation';
  @IsOptional() @ValidateNested() @Type(() => BilingualShape) short?: BilingualShape;
  @IsOptional() @IsString() parent?: string;
  @IsString() calendar!: string;
  @IsOptional() @IsBoolean() illustrative?: boolean;
}

export class NetworkShape extends Named {
  @IsString() lead!: string;
  @IsString({ each: true }) units!: string[];
}

export class PersonShape extends Named {
  @IsEmail() email!: string;
  @IsIn(['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'])
  role!: 'operator' | 'unit_staff' | 'supervisor' | 'moderator' | 'admin';
  @IsOptional() @IsString() unit?: string;
  @IsOptional() @IsBoolean() illustrative?: boolean;
}

class CentreShape {
  @IsNumber() lat!: number;
  @IsNumber() lon!: number;
}

export class AreaShape extends Named {
  @IsIn(['ward', 'commune']) kind!: 'ward' | 'commune';
  @Matches(DATE) from!: string;
  @IsOptional() @Matches(DATE) until?: string;
  @ValidateNested() @Type(() => CentreShape) centre!: CentreShape;
}

export class CategoryShape extends Named {
  @IsString() stream!: string;
  @IsOptional() @ValidateNested() @Type(() => BilingualShape) phrase?: BilingualShape;
  @IsOptional() @IsIn(PRIORITIES) priority?: Priority;
  @IsOptional() @IsString() policy?: string;
  @IsOptional() @IsString() network?: string;
  @IsOptional() @IsBoolean() sensitive?: boolean;
  @IsOptional() @IsString({ each: true }) keywords?: string[];
  @IsOptional() @IsArray() form?: FormField[];
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => CategoryShape)
  children?: CategoryShape[];
}

class NamedDayShape {
  @Matches(DATE) date!: string;
  @ValidateNested() @Type(() => BilingualShape) name!: BilingualShape;
  @IsOptional() @Equals(true) provisional?: true;
  @IsOptional() @IsArray() periods?: [string, string][];
}

class HoursShape {
  @Matches(DATE) from!: string;
  @IsOptional() @Matches(DATE) until?: string;
  @IsOptional() @IsObject() season?: { from: string; to: string };
  @IsObject() week!: Record<string, [string, string][]>;
}

export class CalendarShape extends Named {
  @IsString() zone!: string;
  @ValidateNested({ each: true }) @Type(() => HoursShape) hours!: HoursShape[];
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => NamedDayShape)
  holidays?: NamedDayShape[];
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => NamedDayShape)
  worked_days?: NamedDayShape[];
}

class AlarmShape {
  @IsIn(['warning', 'escalation']) kind!: 'warning' | 'escalation';
  @IsInt() @Min(1) level!: number;
  @IsIn(['triage', 'resolve']) milestone!: 'triage' | 'resolve';
  @IsInt() offset_working_minutes!: number;
  @IsIn(RECIPIENTS) to!: Recipient;
  @ValidateNested() @Type(() => BilingualShape) name!: BilingualShape;
}

export class LimitShape {
  @IsIn(['working_days', 'working_minutes', 'elapsed']) kind!:
    'working_days' | 'working_minutes' | 'elapsed';
  @IsOptional() @IsInt() days?: number;
  @IsOptional() @IsBoolean() receipt_day_counts?: boolean;
  @IsOptional() @IsIn(['next_start', 'keep_time']) non_working_day?: 'next_start' | 'keep_time';
  @IsOptional() @IsIn(['keep', 'day_start']) before_hours?: 'keep' | 'day_start';
  @IsOptional() @IsIn(['keep', 'next_start']) after_hours?: 'keep' | 'next_start';
  @IsOptional() @IsIn(['end_of_day', 'same_time']) due?: 'end_of_day' | 'same_time';
  @IsOptional() @IsInt() minutes?: number;
}

export class PolicyShape extends Named {
  @IsString() calendar!: string;
  @IsOptional() @ValidateNested() @Type(() => LimitShape) resolve?: LimitShape | null;
  @IsOptional() @ValidateNested() @Type(() => LimitShape) respond?: LimitShape | null;
  @ValidateNested() @Type(() => LimitShape) triage!: LimitShape;
  @ValidateNested() @Type(() => LimitShape) offer!: LimitShape;
  @ValidateNested({ each: true }) @Type(() => AlarmShape) alarms!: AlarmShape[];
  @IsOptional() @IsInt() @Min(1) repeat_working_minutes?: number;
}

class RuleTimeShape {
  @IsOptional() @IsString() outside_hours_of?: string;
  @IsOptional() @Matches(/^\d{2}:\d{2}$/) from?: string;
  @IsOptional() @Matches(/^\d{2}:\d{2}$/) to?: string;
}

class DestinationShape {
  @IsOptional() @IsString() unit?: string;
  @IsOptional() @IsString() network?: string;
}

export class RuleShape {
  @Matches(/^[a-z0-9][a-z0-9.-]*$/) code!: string;
  @IsOptional() @IsString() stream?: string;
  @IsOptional() @IsString() category?: string;
  @IsOptional() @IsString() area?: string;
  @IsOptional() @IsString() network?: string;
  @IsOptional() @IsIn(PRIORITIES) priority?: Priority;
  @IsOptional() @ValidateNested() @Type(() => RuleTimeShape) time?: RuleTimeShape;
  @ValidateNested() @Type(() => DestinationShape) to!: DestinationShape;
  @IsInt() rank!: number;
  @ValidateNested() @Type(() => BilingualShape) reason!: BilingualShape;
}

export class WordShape {
  @IsString() phrase!: string;
  @ValidateNested() @Type(() => BilingualShape) reason!: BilingualShape;
}
