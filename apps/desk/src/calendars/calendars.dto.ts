import { type CalendarText } from '#libs/domain';
import { type WrittenCalendar } from '#libs/store';
import { ApiProperty } from '@nestjs/swagger';
import { BilingualView } from '../reference/reference.dto.js';
import { RevisionView, WrittenProblemView } from '../revisions/revisions.dto.js';

const DATE = { type: String, format: 'date' } as const;
const PAIRS = {
  type: 'array',
  items: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
  description: "Pairs such as ['07:30', '11:30']; up to '24:00'",
} as const;

class SeasonView {
  @ApiProperty({ type: String, description: 'MM-DD' }) from!: string;
  @ApiProperty({ type: String, description: 'MM-DD, included' }) to!: string;
}

class CalendarHoursView {
  @ApiProperty(DATE) from!: string;
  @ApiProperty({ ...DATE, required: false, description: 'Included; absent: no end' })
  until?: string;
  @ApiProperty({ type: SeasonView, required: false }) season?: SeasonView;
  @ApiProperty({
    type: 'object',
    additionalProperties: PAIRS,
    description: 'mon to sun, each with its periods; a day that is absent is not worked',
  })
  week!: WrittenCalendar['hours'][number]['week'];
}

class CalendarDayView {
  @ApiProperty(DATE) date!: string;
  @ApiProperty({ type: BilingualView }) name!: CalendarText;
  @ApiProperty({ type: Boolean, required: false, description: 'The decision is not known yet' })
  provisional?: boolean;
}

class CalendarWorkedDayView extends CalendarDayView {
  @ApiProperty({ ...PAIRS, required: false }) periods?: [string, string][];
}

/** A calendar as it is written: the shape of an entry of calendars.yaml. */
export class CalendarBody implements WrittenCalendar {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: BilingualView }) name!: CalendarText;
  @ApiProperty({ type: String, description: 'IANA zone' }) zone!: string;
  @ApiProperty({ type: [CalendarHoursView], description: 'The last entry in force applies' })
  hours!: WrittenCalendar['hours'];
  @ApiProperty({ type: [CalendarDayView] }) holidays!: WrittenCalendar['holidays'];
  @ApiProperty({ type: [CalendarWorkedDayView] }) worked_days!: WrittenCalendar['worked_days'];
}

export class CalendarListItem {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: BilingualView }) name!: CalendarText;
  @ApiProperty({ type: String }) zone!: string;
  @ApiProperty({ type: RevisionView }) current!: RevisionView;
}

export class CalendarList {
  @ApiProperty({ type: [CalendarListItem] }) items!: readonly CalendarListItem[];
}

export class CalendarView {
  @ApiProperty({ type: Number, description: 'Send it as If-Match when you save' })
  revision!: number;
  @ApiProperty({ type: CalendarBody }) calendar!: WrittenCalendar;
  @ApiProperty({ type: [RevisionView], description: 'The newest first' })
  revisions!: readonly RevisionView[];
}

export class CalendarChangeView {
  @ApiProperty({ type: String }) kind!: string;
  @ApiProperty({ type: BilingualView }) text!: CalendarText;
}

export class CalendarEffectView {
  @ApiProperty({ type: Number }) year!: number;
  @ApiProperty({ type: Number, description: 'Days that have other hours' }) days!: number;
  @ApiProperty(DATE) first!: string;
  @ApiProperty(DATE) last!: string;
  @ApiProperty({ type: Number, description: 'Working minutes of the year' })
  minutes_before!: number;
  @ApiProperty({ type: Number }) minutes_after!: number;
  @ApiProperty({ type: BilingualView }) text!: CalendarText;
}

/** What saving a calendar came to, or would come to. */
export class CalendarSaved {
  @ApiProperty({ enum: ['added', 'changed', 'same'] }) result!: 'added' | 'changed' | 'same';
  @ApiProperty({ type: Number, description: 'The revision that is then current' })
  revision!: number;
  @ApiProperty({ type: Number, description: '0: there was none' }) before!: number;
  @ApiProperty({ type: [CalendarChangeView] }) changes!: readonly CalendarChangeView[];
  @ApiProperty({ type: [CalendarEffectView] }) effects!: readonly CalendarEffectView[];
}

export class CalendarChecked {
  @ApiProperty({ type: [WrittenProblemView], description: 'Empty: it can be saved' })
  problems!: readonly WrittenProblemView[];
  @ApiProperty({
    type: CalendarSaved,
    nullable: true,
    description: 'Null where there are problems',
  })
  would!: CalendarSaved | null;
}
