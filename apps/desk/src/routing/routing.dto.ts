import { BilingualView, LONGEST, SuggestedCategory } from '#libs/dto';
import {
  PRIORITIES,
  type Priority,
  REVIEW_REASONS,
  RULE_CONDITIONS,
  type ReviewReason,
  type RuleCondition,
} from '#libs/domain';
import { type Bilingual } from '#libs/store';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsIn,
  IsISO8601,
  IsLatitude,
  IsLongitude,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';

const maybe = { type: String, nullable: true } as const;
const instant = { type: String, format: 'date-time' } as const;
const name = { type: BilingualView } as const;

/** A report that nobody has sent. */
export class RoutingTestBody {
  @ApiPropertyOptional({ default: 'field' }) @IsOptional() @IsString() stream?: string;
  @ApiPropertyOptional({ description: 'Left out: recognised by the words' })
  @IsOptional()
  @IsString()
  category?: string;
  @ApiPropertyOptional({ description: 'Left out: by the place' })
  @IsOptional()
  @IsString()
  area?: string;
  @ApiPropertyOptional() @IsOptional() @IsLatitude() lat?: number;
  @ApiPropertyOptional() @IsOptional() @IsLongitude() lon?: number;
  @ApiPropertyOptional({ maxLength: LONGEST.text })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST.text)
  text?: string;
  @ApiPropertyOptional({ enum: PRIORITIES, description: 'Left out: the category’s' })
  @IsOptional()
  @IsIn(PRIORITIES)
  priority?: Priority;
  @ApiPropertyOptional({ ...instant, description: 'When it is received; left out: now' })
  @IsOptional()
  @IsISO8601({ strict: true })
  at?: string;
}

/** Where something goes: to a unit, or to a network whose units may claim it. */
export class DestinationView {
  @ApiProperty(maybe) unit!: string | null;
  @ApiProperty(maybe) network!: string | null;
}

export class AskedView {
  @ApiProperty({ enum: RULE_CONDITIONS }) condition!: RuleCondition;
  @ApiProperty({ type: String, description: 'A code; 22:00–05:00; or outside_hours' })
  wanted!: string;
  @ApiProperty({ type: Boolean }) holds!: boolean;
}

export class RuleView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ ...name, description: 'Why it sends there' }) reason!: Bilingual;
  @ApiProperty({ type: DestinationView }) to!: DestinationView;
  @ApiProperty({ type: Number, description: 'Of two that fit as exactly, the lower one is taken' })
  rank!: number;
  @ApiProperty({ type: [AskedView], description: 'Empty: it fits everything' })
  asked!: readonly AskedView[];
}

export class TriedRuleView extends RuleView {
  @ApiProperty({ type: Boolean }) matched!: boolean;
  @ApiProperty({ type: Boolean, description: 'It decides' }) taken!: boolean;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'How exactly it fits; null: it does not',
  })
  specificity!: number | null;
}

export class RoutingOutcomeView {
  @ApiProperty({ enum: ['assign', 'offer', 'review'] }) go!: 'assign' | 'offer' | 'review';
  @ApiProperty({ type: DestinationView, nullable: true, description: 'Null: to a person' })
  to!: DestinationView | null;
  @ApiProperty({ enum: REVIEW_REASONS, isArray: true, description: 'Why a person looks at it' })
  reasons!: readonly ReviewReason[];
}

export class TriedPromiseView {
  @ApiProperty({ type: String, description: 'The policy’s code' }) policy!: string;
  @ApiProperty({ type: String, description: 'Of the policy' }) revision!: string;
  @ApiProperty({ ...name, description: 'The limit to the end, in words' }) limit!: Bilingual;
  @ApiProperty({ ...instant, nullable: true, description: 'Null: no deadline' })
  due_at!: Date | null;
}

/** Where a report would go, and by what. */
export class RoutingTestView {
  @ApiProperty({ ...instant, description: 'When it is received' }) at!: Date;
  @ApiProperty({ ...maybe, description: 'As named, or as recognised' }) category!: string | null;
  @ApiProperty({
    type: SuggestedCategory,
    nullable: true,
    description: 'Null: it was named, or none',
  })
  suggestion!: SuggestedCategory | null;
  @ApiProperty({ ...maybe, description: 'As named, or as the place tells' }) area!: string | null;
  @ApiProperty({ ...maybe, description: 'That answers for the category' }) network!: string | null;
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
  @ApiProperty({ type: [String] }) sensitive_words!: readonly string[];
  @ApiProperty({ type: Number, description: 'Open reports so near that it may be the same' })
  possible_duplicates!: number;
  @ApiProperty({ type: RoutingOutcomeView }) outcome!: RoutingOutcomeView;
  @ApiProperty({
    type: [TriedRuleView],
    description: 'As they are taken; then those that do not fit',
  })
  rules!: readonly TriedRuleView[];
  @ApiProperty({ type: TriedPromiseView, description: 'At once, by the stream’s policy' })
  promise_at_receipt!: TriedPromiseView;
  @ApiProperty({
    type: TriedPromiseView,
    description: 'Once a unit has it, by the category’s policy',
  })
  promise_at_assignment!: TriedPromiseView;
}
