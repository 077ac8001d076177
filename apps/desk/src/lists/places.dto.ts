import { PRIORITIES, type Priority, STATES, type State } from '#libs/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsLatitude, IsLongitude, IsOptional, IsString, Max, Min } from 'class-validator';

const USUAL_METRES = 200;
const MOST_METRES = 2_000;
/** So many at most: who looks around a place wants the nearest. */
export const MOST_AROUND = 50;
/** So many that look alike. */
export const MOST_ALIKE = 10;

const maybe = { type: String, nullable: true } as const;
const instant = { type: String, format: 'date-time' } as const;
const share = { type: Number, minimum: 0, maximum: 1 } as const;

/** Around which place, and for what. */
export class NearbyQuery {
  @ApiProperty({ type: Number }) @Type(() => Number) @IsLatitude() lat!: number;
  @ApiProperty({ type: Number }) @Type(() => Number) @IsLongitude() lon!: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: MOST_METRES, default: USUAL_METRES })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_METRES)
  metres: number = USUAL_METRES;

  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() stream?: string;

  @ApiPropertyOptional({ type: String, description: 'With everything below it' })
  @IsOptional()
  @IsString()
  category?: string;
}

class PlacedItem {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ enum: STATES }) state!: State;
  @ApiProperty({ type: String }) stream!: string;
  @ApiProperty(maybe) category!: string | null;
  @ApiProperty(maybe) area!: string | null;
  @ApiProperty({ ...maybe, description: 'The unit of the last leg' }) unit!: string | null;
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
  @ApiProperty({ type: String }) text!: string;
  @ApiProperty(maybe) address!: string | null;
  @ApiProperty(instant) received_at!: Date;
  @ApiProperty({ ...instant, nullable: true, description: 'The promise of the open cycle' })
  due_at!: Date | null;
}

export class NearbyItem extends PlacedItem {
  @ApiProperty({ type: Number }) lat!: number;
  @ApiProperty({ type: Number }) lon!: number;
  @ApiProperty({ type: Number, description: 'From the place asked for' }) metres!: number;
}

/** Open reports near a place, nearest first. */
export class NearbyList {
  @ApiProperty({ type: [NearbyItem] }) items!: readonly NearbyItem[];
}

/** Why two reports are taken for alike, each from 0 to 1. */
export class LikenessView {
  @ApiProperty({ ...share, nullable: true, description: 'Null: one of them has no place' })
  place!: number | null;
  @ApiProperty(share) time!: number;
  @ApiProperty(share) words!: number;
}

export class SimilarItem extends PlacedItem {
  @ApiProperty({ type: Number, nullable: true }) metres!: number | null;
  @ApiProperty({ ...share, description: 'How alike they are, all in all' }) score!: number;
  @ApiProperty({ type: LikenessView }) likeness!: LikenessView;
}

/** Reports that may be of the same thing, the likest first. */
export class SimilarList {
  @ApiProperty({ type: [SimilarItem] }) items!: readonly SimilarItem[];
}
