import { type CalendarText, RECIPIENTS, type Recipient } from '#libs/domain';
import { type WrittenAlarm, type WrittenLimit, type WrittenPolicy } from '#libs/store';
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { BilingualView } from '../reference/reference.dto.js';
import { RevisionView, WrittenProblemView } from '../revisions/revisions.dto.js';

/** A limit in whole working days, with every rule of how they are counted. */
class DayLimitView {
  @ApiProperty({ enum: ['working_days'] }) kind!: 'working_days';
  @ApiProperty({ type: Number }) days!: number;
  @ApiProperty({ type: Boolean, description: 'The working day of receipt is day 1' })
  receipt_day_counts!: boolean;
  @ApiProperty({ enum: ['next_start', 'keep_time'] }) non_working_day!: 'next_start' | 'keep_time';
  @ApiProperty({ enum: ['keep', 'day_start'] }) before_hours!: 'keep' | 'day_start';
  @ApiProperty({ enum: ['keep', 'next_start'] }) after_hours!: 'keep' | 'next_start';
  @ApiProperty({ enum: ['end_of_day', 'same_time'] }) due!: 'end_of_day' | 'same_time';
}

class MinuteLimitView {
  @ApiProperty({ enum: ['working_minutes', 'elapsed'] }) kind!: 'working_minutes' | 'elapsed';
  @ApiProperty({ type: Number }) minutes!: number;
}

const LIMIT = {
  oneOf: [{ $ref: getSchemaPath(DayLimitView) }, { $ref: getSchemaPath(MinuteLimitView) }],
};

class PolicyAlarmView implements WrittenAlarm {
  @ApiProperty({ enum: ['warning', 'escalation'] }) kind!: WrittenAlarm['kind'];
  @ApiProperty({ type: Number, description: 'From 1, once for each kind and milestone' })
  level!: number;
  @ApiProperty({ enum: ['triage', 'resolve'] }) milestone!: WrittenAlarm['milestone'];
  @ApiProperty({ type: Number, description: 'Working minutes; negative: before the due' })
  offset_working_minutes!: number;
  @ApiProperty({ enum: RECIPIENTS }) to!: Recipient;
  @ApiProperty({ type: BilingualView, required: false }) name?: CalendarText;
}

/** A policy as it is written: the shape of an entry of policies.yaml. */
@ApiExtraModels(DayLimitView, MinuteLimitView)
export class PolicyBody implements WrittenPolicy {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: BilingualView }) name!: CalendarText;
  @ApiProperty({ type: String, description: 'The code of a calendar' }) calendar!: string;
  @ApiProperty({ ...LIMIT, nullable: true, description: 'The promise; null: no deadline' })
  resolve!: WrittenLimit | null;
  @ApiProperty({ ...LIMIT, nullable: true, description: 'The first answer; null: none promised' })
  respond!: WrittenLimit | null;
  @ApiProperty({ ...LIMIT, description: 'Until a fresh report has found its unit' })
  triage!: WrittenLimit;
  @ApiProperty({ ...LIMIT, description: "Until a network's units have claimed" })
  offer!: WrittenLimit;
  @ApiProperty({ type: [PolicyAlarmView] }) alarms!: readonly WrittenAlarm[];
  @ApiProperty({ type: Number, description: 'After the last escalation it is told again so often' })
  repeat_working_minutes!: number;
}

export class PolicyListItem {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: BilingualView }) name!: CalendarText;
  @ApiProperty({ type: String }) calendar!: string;
  @ApiProperty({ type: BilingualView, description: 'The limit to the end, in words' })
  resolve!: CalendarText;
  @ApiProperty({ type: RevisionView }) current!: RevisionView;
}

export class PolicyList {
  @ApiProperty({ type: [PolicyListItem] }) items!: readonly PolicyListItem[];
}

export class PolicyView {
  @ApiProperty({ type: Number, description: 'Send it as If-Match when you save' })
  revision!: number;
  @ApiProperty({ type: PolicyBody }) policy!: WrittenPolicy;
  @ApiProperty({ type: [RevisionView], description: 'The newest first' })
  revisions!: readonly RevisionView[];
}

export class PolicyChangeView {
  @ApiProperty({ type: String, description: 'Such as resolve, resolve.due, alarms' })
  field!: string;
  @ApiProperty({ type: BilingualView }) text!: CalendarText;
}

/** What saving a policy came to, or would come to. */
export class PolicySaved {
  @ApiProperty({ enum: ['added', 'changed', 'same'] }) result!: 'added' | 'changed' | 'same';
  @ApiProperty({ type: Number, description: 'The revision that is then current' })
  revision!: number;
  @ApiProperty({ type: Number, description: '0: there was none' }) before!: number;
  @ApiProperty({ type: [PolicyChangeView] }) changes!: readonly PolicyChangeView[];
}

export class PolicyChecked {
  @ApiProperty({ type: [WrittenProblemView], description: 'Empty: it can be saved' })
  problems!: readonly WrittenProblemView[];
  @ApiProperty({ type: PolicySaved, nullable: true, description: 'Null where there are problems' })
  would!: PolicySaved | null;
}
