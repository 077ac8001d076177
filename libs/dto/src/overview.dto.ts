import { ApiProperty, OmitType } from '@nestjs/swagger';
import {
  BilingualText,
  FigureGroup,
  FigureLine,
  FiguresBasis,
  FiguresQuery,
  GroupValue,
} from './figures.dto.js';
import { TargetResult } from './targets.dto.js';

/** What GET /v1/figures/overview asks: both cohorts are told, reports and legs. */
export class OverviewQuery extends OmitType(FiguresQuery, ['cohort', 'of'] as const) {}

/** Figures of a whole, and of its groups; these are empty where none was asked for. */
export class FiguresSide {
  @ApiProperty({ type: FigureLine }) total!: FigureLine;
  @ApiProperty({ type: [FigureGroup] }) groups!: readonly FigureGroup[];
}

const minutes = (description: string) => ({ type: Number, nullable: true, description }) as const;

/** How long something took, of those to which it happened. */
export class WorkingTime {
  @ApiProperty({ type: Number, description: 'To so many it happened' }) many!: number;
  @ApiProperty(minutes('Working minutes, without stopping pauses')) median_minutes!: number | null;
  @ApiProperty(minutes('Nine of ten took no longer')) p90_minutes!: number | null;
}

export class WorkingTimes {
  @ApiProperty({ type: WorkingTime, description: 'Of the first cycle' }) first_answer!: WorkingTime;
  @ApiProperty({ type: WorkingTime, description: 'To the result of the last cycle' })
  to_end!: WorkingTime;
}

export class GroupTimes extends WorkingTimes {
  @ApiProperty({ type: [GroupValue] }) values!: readonly GroupValue[];
}

export class TimesSide extends WorkingTimes {
  @ApiProperty({ type: [GroupTimes] }) groups!: readonly GroupTimes[];
}

/** The same figures of another period, as of the same instant. */
export class OtherPeriod {
  @ApiProperty({ type: String, format: 'date' }) from!: string;
  @ApiProperty({ type: String, format: 'date' }) to!: string;
  @ApiProperty({ type: FigureLine }) received!: FigureLine;
  @ApiProperty({ type: FigureLine }) due!: FigureLine;
}

/** What is open of an age: over so many days since receipt, so many at most. */
export class BacklogAge {
  @ApiProperty({ type: Number }) over_days!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'null: without an end' })
  up_to_days!: number | null;
  @ApiProperty({ type: Number }) open!: number;
  @ApiProperty({ type: Number, description: 'Of open: past the promise' }) overdue!: number;
}

export class OverviewBasis extends OmitType(FiguresBasis, ['cohort', 'of'] as const) {}

/** All that somebody needs at a glance, of one instant. */
export class OverviewBody {
  @ApiProperty({ type: OverviewBasis }) basis!: OverviewBasis;
  @ApiProperty({ type: FiguresSide, description: 'Reports by their receipt' })
  received!: FiguresSide;
  @ApiProperty({ type: FiguresSide, description: 'Reports by their original promise' })
  due!: FiguresSide;
  @ApiProperty({ type: FiguresSide, description: 'Legs, by the receipt of their reports' })
  legs!: FiguresSide;
  @ApiProperty({ type: OtherPeriod, description: 'The period before, as long' })
  before!: OtherPeriod;
  @ApiProperty({ type: OtherPeriod, description: 'The same days of the year before' })
  year_before!: OtherPeriod;
  @ApiProperty({ type: TimesSide, description: 'Of reports by their receipt' }) times!: TimesSide;
  @ApiProperty({ type: [BacklogAge], description: 'All that is open, whenever received' })
  backlog!: readonly BacklogAge[];
  @ApiProperty({
    type: [TargetResult],
    description:
      'Targets for these days whose scope lies within what was asked, all of it in sight',
  })
  targets!: readonly TargetResult[];
  @ApiProperty({ type: BilingualText, nullable: true }) sentence!: BilingualText | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/BilingualText' },
    description: 'What each name in this answer means',
  })
  definitions!: Readonly<Record<string, BilingualText>>;
}
