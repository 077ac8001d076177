import { SuggestedCategory } from '#libs/dto';
import { REVIEW_REASONS, type ReviewReason } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { DestinationView, RuleView } from './routing.dto.js';

/** What a suggestion rests on. */
export const SUGGESTED_BY = ['last_unit', 'rule', 'similar'] as const;

export class SuggestedDestination extends DestinationView {
  @ApiProperty({
    enum: SUGGESTED_BY,
    description:
      'It had the case before it was opened again; a rule fits; or it had most of the similar cases',
  })
  by!: (typeof SUGGESTED_BY)[number];
}

export class UnitExperienceView {
  @ApiProperty({ type: String }) unit!: string;
  @ApiProperty({ type: Number, description: 'Similar cases that it had last' }) cases!: number;
  @ApiProperty({ type: Number, description: 'Of those, with a result' }) resolved!: number;
}

/** Where a case may go next, and why; nothing is suggested where nothing is known. */
export class CaseSuggestion {
  @ApiProperty({ type: SuggestedDestination, nullable: true, description: 'Null: nothing tells' })
  best!: SuggestedDestination | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'That had it before it was opened again',
  })
  last_unit!: string | null;
  @ApiProperty({ type: RuleView, nullable: true, description: 'The rule that would send it on' })
  rule!: RuleView | null;
  @ApiProperty({ type: SuggestedCategory, nullable: true, description: 'Where it has no category' })
  category!: SuggestedCategory | null;
  @ApiProperty({
    enum: REVIEW_REASONS,
    isArray: true,
    description: 'Why no rule sends it by itself',
  })
  reasons!: readonly ReviewReason[];
  @ApiProperty({
    type: [UnitExperienceView],
    description: 'Within a kilometre and a year, in sight',
  })
  similar!: readonly UnitExperienceView[];
}
