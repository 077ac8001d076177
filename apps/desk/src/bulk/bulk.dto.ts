import { type FieldFault } from '#libs/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import { type DeskAction } from '../commands/desk-act.js';

/** What makes sense for many cases with one body: nothing that answers one reporter or one request. */
export const BULK_ACTIONS = [
  'offer',
  'assign',
  'take',
  'transfer',
  'close',
  'reject',
  'spam',
  'merge',
  'link',
  'grant',
  'deny',
] as const satisfies readonly DeskAction[];
export type BulkAction = (typeof BULK_ACTIONS)[number];

const MOST = 200;

export class BulkBody {
  @ApiProperty({ enum: BULK_ACTIONS }) @IsIn(BULK_ACTIONS) action!: BulkAction;

  @ApiProperty({ type: [String], minItems: 1, maxItems: MOST })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  codes!: string[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'What the single command is sent; without a version, which is one report’s',
  })
  @IsOptional()
  @IsObject()
  body?: object;

  @ApiPropertyOptional({ type: Boolean, description: 'Tells what would happen and stores nothing' })
  @IsOptional()
  @IsBoolean()
  check?: boolean;
}

/** Why a case was left as it was: as the single command would have been refused. */
export class BulkProblem {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: Number }) status!: number;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String }) detail!: string;
  @ApiProperty({ type: String }) remedy!: string;
  @ApiPropertyOptional({
    type: 'array',
    items: {
      type: 'object',
      properties: { field: { type: 'string' }, message: { type: 'string' } },
    },
  })
  errors?: readonly FieldFault[];
}

export class BulkItem {
  @ApiProperty({ type: String, description: 'The report’s' }) code!: string;
  @ApiProperty({ type: Boolean, description: 'Carried out; in a check: would be' }) ok!: boolean;
  @ApiProperty({ type: BulkProblem, nullable: true }) problem!: BulkProblem | null;
}

/** A result for each case, in the order in which they were named. */
export class BulkResult {
  @ApiProperty({ type: Boolean }) check!: boolean;
  @ApiProperty({ type: Number }) succeeded!: number;
  @ApiProperty({ type: Number }) failed!: number;
  @ApiProperty({ type: [BulkItem] }) items!: readonly BulkItem[];
}
