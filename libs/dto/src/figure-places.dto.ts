import { MOST_PLACES } from '#libs/contracts';
import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { FiguresQuery } from './figures.dto.js';

const LEAST_METRES = 200;
const MOST_METRES = 20_000;

/** Of which reports, and how fine. */
export class FigurePlacesQuery extends OmitType(FiguresQuery, ['group_by', 'of'] as const) {
  @ApiPropertyOptional({
    ...{ type: Number, minimum: LEAST_METRES, maximum: MOST_METRES, default: LEAST_METRES },
    description: 'The side of a cell; it is doubled until there are no more cells than allowed',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(LEAST_METRES)
  @Max(MOST_METRES)
  metres: number = LEAST_METRES;
}

/** What lies together. */
export class FigurePlace {
  @ApiProperty({ type: Number, description: 'Of the middle of the cell' }) lat!: number;
  @ApiProperty({ type: Number, description: 'Of the middle of the cell' }) lon!: number;
  @ApiProperty({ type: Number, description: 'Reports, spam left out' }) count!: number;
  @ApiProperty({ type: Number, description: 'Of those, late or open and overdue' })
  overdue!: number;
  @ApiProperty({ type: Number, description: 'Of those, open' }) open!: number;
}

/** How large a cell is. */
export class FigureCell {
  @ApiProperty({ type: Number, description: 'Its side' }) metres!: number;
  @ApiProperty({ type: Number, description: 'Its height, in degrees' }) lat!: number;
  @ApiProperty({ type: Number, description: 'Its width, in degrees' }) lon!: number;
}

/** Where the reports of a period lie, by the cells of a grid, the fullest first. */
export class FigurePlaces {
  @ApiProperty({ type: String, format: 'date-time' }) as_of!: Date;
  @ApiProperty({ type: FigureCell }) cell!: FigureCell;
  @ApiProperty({ type: [FigurePlace], maxItems: MOST_PLACES }) places!: readonly FigurePlace[];
  @ApiProperty({ type: Number, description: 'Reports that say no place, spam left out' })
  without_place!: number;
}
