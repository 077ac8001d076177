import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  NotContains,
} from 'class-validator';

/** More are not counted: "1000+" says enough. */
export const COUNTED_AT_MOST = 1_000;

const query = {
  type: 'object',
  additionalProperties: true,
  description: 'As GET /v1/desk/reports takes it, without a cursor and a limit',
} as const;

export class ViewBody {
  @ApiProperty({ type: String, maxLength: 100 })
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: '$property must hold a word' })
  @NotContains('\u0000')
  name!: string;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Found by everybody' })
  @IsOptional()
  @IsBoolean()
  shared?: boolean;

  @ApiProperty(query) @IsObject() query!: object;
}

export class ViewView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: Boolean }) shared!: boolean;
  @ApiProperty({ type: String, description: 'Whose it is' }) person!: string;
  @ApiProperty(query) query!: object;
  @ApiProperty({ type: String, format: 'date-time' }) saved_at!: Date;
}

/** The own views, then those that others share. */
export class ViewList {
  @ApiProperty({ type: [ViewView] }) items!: readonly ViewView[];
}

export class ViewCount {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({
    type: Number,
    nullable: true,
    maximum: COUNTED_AT_MOST,
    description: 'Null: what it names is no longer in the reference data',
  })
  count!: number | null;
  @ApiProperty({ type: Boolean, description: 'There are more than are counted' }) more!: boolean;
}

export class ViewCounts {
  @ApiProperty({ type: [ViewCount] }) items!: readonly ViewCount[];
}
