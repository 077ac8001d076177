import { type Limit, RECIPIENTS, type Recipient } from '#libs/domain';
import { IsBoolean, IsIn, IsInt, Min } from 'class-validator';
import {
  BilingualShape,
  DateText,
  Nullable,
  OnlyFor,
  Optional,
  Part,
  Parts,
  PeriodPairs,
  Text,
} from './shape-parts.js';
import { Named } from './shapes.js';

// The shapes of what time is counted by: calendars.yaml and policies.yaml.

export class NamedDayShape {
  @DateText() date!: string;
  @Part(BilingualShape) name!: BilingualShape;
  @Optional() @IsBoolean() provisional?: boolean;
}

class WorkedDayShape extends NamedDayShape {
  @Optional() @PeriodPairs() periods?: [string, string][];
}

/** Days of the year, 'MM-DD'. */
class SeasonShape {
  @Text() from!: string;
  @Text() to!: string;
}

export class WeekShape {
  @Optional() @PeriodPairs() mon?: [string, string][];
  @Optional() @PeriodPairs() tue?: [string, string][];
  @Optional() @PeriodPairs() wed?: [string, string][];
  @Optional() @PeriodPairs() thu?: [string, string][];
  @Optional() @PeriodPairs() fri?: [string, string][];
  @Optional() @PeriodPairs() sat?: [string, string][];
  @Optional() @PeriodPairs() sun?: [string, string][];
}

class HoursShape {
  @DateText() from!: string;
  @Optional() @DateText() until?: string;
  @Optional() @Part(SeasonShape) season?: SeasonShape;
  @Part(WeekShape) week!: WeekShape;
}

export class CalendarShape extends Named {
  @Text() zone!: string;
  @Parts(HoursShape) hours!: HoursShape[];
  @Optional() @Parts(NamedDayShape) holidays?: NamedDayShape[];
  @Optional() @Parts(WorkedDayShape) worked_days?: WorkedDayShape[];
}

/**
 * A limit as written. Each kind has its own fields and needs all of them: what a limit means by law
 * is never left to a default.
 */
export class LimitShape {
  @IsIn(['working_days', 'working_minutes', 'elapsed']) kind!: Limit['kind'];
  @OnlyFor<Limit>('working_days') @IsInt() days!: number;
  @OnlyFor<Limit>('working_days') @IsBoolean() receipt_day_counts!: boolean;
  @OnlyFor<Limit>('working_days')
  @IsIn(['next_start', 'keep_time'])
  non_working_day!: 'next_start' | 'keep_time';
  @OnlyFor<Limit>('working_days')
  @IsIn(['keep', 'day_start'])
  before_hours!: 'keep' | 'day_start';
  @OnlyFor<Limit>('working_days')
  @IsIn(['keep', 'next_start'])
  after_hours!: 'keep' | 'next_start';
  @OnlyFor<Limit>('working_days')
  @IsIn(['end_of_day', 'same_time'])
  due!: 'end_of_day' | 'same_time';
  @OnlyFor<Limit>('working_minutes', 'elapsed') @IsInt() minutes!: number;
}

class AlarmShape {
  @IsIn(['warning', 'escalation']) kind!: 'warning' | 'escalation';
  @IsInt() @Min(1) level!: number;
  @IsIn(['triage', 'resolve']) milestone!: 'triage' | 'resolve';
  @IsInt() offset_working_minutes!: number;
  @IsIn(RECIPIENTS) to!: Recipient;
  @Optional() @Part(BilingualShape) name?: BilingualShape;
}

export class PolicyShape extends Named {
  @Text() calendar!: string;
  /** `null`: no deadline. */
  @Nullable() @Part(LimitShape) resolve!: LimitShape | null;
  /** `null`: no first answer is promised. */
  @Nullable() @Part(LimitShape) respond!: LimitShape | null;
  @Part(LimitShape) triage!: LimitShape;
  @Part(LimitShape) offer!: LimitShape;
  @Parts(AlarmShape) alarms!: AlarmShape[];
  @Optional() @IsInt() @Min(1) repeat_working_minutes?: number;
}
