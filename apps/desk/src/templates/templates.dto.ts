import { PageQuery } from '#libs/http';
import { PLACEHOLDERS, type Placeholder } from '#libs/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  NotContains,
} from 'class-validator';
import { type DeskAction } from '../commands/desk-act.js';

const NUL = '\u0000';
const LONGEST = 10_000;

/** The acts that say something in words. */
export const TEMPLATE_ACTIONS = [
  'answer',
  'resolve',
  'reject',
  'refuse',
  'transfer',
  'wait',
  'deny',
  'return',
  'reopen',
  'withdraw',
] as const satisfies readonly DeskAction[];
export type TemplateAction = (typeof TEMPLATE_ACTIONS)[number];

export class TemplateBody {
  @ApiProperty({ type: String, maxLength: 200 })
  @IsString()
  @Length(1, 200)
  @Matches(/[\p{Letter}\p{Number}]/u, { message: '$property must hold a letter or a digit' })
  @NotContains(NUL)
  name!: string;

  @ApiProperty({
    type: String,
    description: `May hold ${PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ')}`,
  })
  @IsString()
  @Length(1, LONGEST)
  @Matches(/\S/, { message: '$property must hold a word' })
  @NotContains(NUL)
  text_vi!: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @Length(1, LONGEST)
  @Matches(/\S/, { message: '$property must hold a word' })
  @NotContains(NUL)
  text_en?: string;

  @ApiProperty({ enum: TEMPLATE_ACTIONS, isArray: true, description: 'For which acts' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(TEMPLATE_ACTIONS, { each: true })
  actions!: TemplateAction[];

  @ApiPropertyOptional({ type: String, description: 'For this stream alone; else for all' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  stream?: string;

  @ApiPropertyOptional({ type: String, description: 'For this unit alone; else for all' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  unit?: string;
}

/** Which templates, by name. */
export class TemplateQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, description: 'Of the name, with or without accents' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ enum: TEMPLATE_ACTIONS })
  @IsOptional()
  @IsIn(TEMPLATE_ACTIONS)
  action?: TemplateAction;

  @ApiPropertyOptional({ type: String, description: 'For this stream, or for all' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  stream?: string;

  @ApiPropertyOptional({ type: String, description: 'For this unit, or for all' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  unit?: string;
}

export class TemplateView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) text_vi!: string;
  @ApiProperty({ type: String, nullable: true }) text_en!: string | null;
  @ApiProperty({ enum: TEMPLATE_ACTIONS, isArray: true }) actions!: readonly string[];
  @ApiProperty({ type: String, nullable: true }) stream!: string | null;
  @ApiProperty({ type: String, nullable: true }) unit!: string | null;
  @ApiProperty({ type: String, description: 'Who saved it last' }) saved_by!: string;
  @ApiProperty({ type: String, format: 'date-time' }) saved_at!: Date;
}

/** A page of templates; `next` is null on the last one. */
export class TemplatePage {
  @ApiProperty({ type: [TemplateView] }) items!: readonly TemplateView[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}

/** A template filled in from a case: a draft, which somebody reads before it is sent. */
export class RenderedView {
  @ApiProperty({ type: String }) text_vi!: string;
  @ApiProperty({ type: String, nullable: true }) text_en!: string | null;
  @ApiProperty({ enum: PLACEHOLDERS, isArray: true, description: 'Nothing was known for these' })
  missing!: readonly Placeholder[];
}
