import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsLatitude,
  IsLongitude,
  IsOptional,
  IsString,
  Length,
  NotContains,
} from 'class-validator';
import { LONGEST } from './intake.dto.js';
import { BilingualView } from './reference.dto.js';

/** What is being written, and where. */
export class SuggestBody {
  @ApiProperty({ maxLength: LONGEST.text })
  @IsString()
  @Length(1, LONGEST.text)
  @NotContains('\u0000')
  text!: string;
  @ApiPropertyOptional({ default: 'field' }) @IsOptional() @IsString() stream?: string;
  @ApiPropertyOptional() @IsOptional() @IsLatitude() lat?: number;
  @ApiPropertyOptional() @IsOptional() @IsLongitude() lon?: number;
}

export class SuggestedCategory {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: BilingualView }) name!: BilingualView;
  @ApiProperty({
    type: Number,
    minimum: 0,
    maximum: 1,
    description: 'Its share of all words found',
  })
  confidence!: number;
  @ApiProperty({ type: Boolean, description: 'Sure enough for the router to act upon' })
  confident!: boolean;
  @ApiProperty({ type: [String], description: 'Why: its words that the text holds' })
  words!: readonly string[];
}

export class SuggestedArea {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: BilingualView }) name!: BilingualView;
}

/** What it may be about, the likeliest first; none where no word is known. */
export class SuggestView {
  @ApiProperty({ type: [SuggestedCategory], maxItems: 3 })
  categories!: readonly SuggestedCategory[];
  @ApiProperty({ type: SuggestedArea, nullable: true, description: 'In which the place lies' })
  area!: SuggestedArea | null;
}
