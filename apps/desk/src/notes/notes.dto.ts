import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Length, Matches, NotContains } from 'class-validator';

const LONGEST = 4_000;
const instant = { type: String, format: 'date-time' } as const;

export class NoteBody {
  @ApiProperty({ type: String, maxLength: LONGEST, description: '`@code` mentions a person' })
  @IsString()
  @Length(1, LONGEST)
  @Matches(/\S/, { message: '$property must hold a word' })
  @NotContains('\u0000')
  text!: string;

  @ApiPropertyOptional({
    type: Boolean,
    description: 'Seen by the units that hold or held the case as well; a unit’s own always are',
  })
  @IsOptional()
  @IsBoolean()
  for_units?: boolean;
}

export class NoteView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, description: 'The code of a person' }) author!: string;
  @ApiProperty({ type: Boolean }) for_units!: boolean;
  @ApiProperty({ type: String }) text!: string;
  @ApiProperty(instant) at!: Date;
}

/** A page of notes, latest first; `next` is null on the last one. */
export class NotePage {
  @ApiProperty({ type: [NoteView] }) items!: readonly NoteView[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}

export class MentionView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) report!: string;
  @ApiProperty({ type: String, description: 'The code of a person' }) author!: string;
  @ApiProperty({ type: String }) text!: string;
  @ApiProperty(instant) at!: Date;
  @ApiProperty({ ...instant, nullable: true }) read_at!: Date | null;
}

/** A page of mentions, unread ones first; `next` is null on the last one. */
export class MentionPage {
  @ApiProperty({ type: [MentionView] }) items!: readonly MentionView[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}
