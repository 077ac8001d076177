import { ORIGIN_KINDS, type OriginKind } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsString, Length, NotContains } from 'class-validator';

const NUL = '\u0000';
const instant = { type: String, format: 'date-time' } as const;
const maybe = { type: String, nullable: true } as const;

/** Who is to be kept from filing, why, and how long. */
export class BlockBody {
  @ApiProperty({ enum: ORIGIN_KINDS }) @IsIn(ORIGIN_KINDS) kind!: OriginKind;
  @ApiProperty({ type: String, description: 'An address or a range, the id of a device, a number' })
  @IsString()
  @Length(2, 128)
  @NotContains(NUL)
  value!: string;
  @ApiProperty({ type: String, maxLength: 2_000 })
  @IsString()
  @Length(1, 2_000)
  @NotContains(NUL)
  reason!: string;
  @ApiProperty({ ...instant, description: 'A year from now at most' })
  @IsISO8601({ strict: true })
  until!: string;
}

/** A block as the desk reads of it: what it blocks is kept as a hash, and told in part. */
export class BlockView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ORIGIN_KINDS }) kind!: OriginKind;
  @ApiProperty({ type: String, description: 'A part of it' }) label!: string;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty(instant) until!: Date;
  @ApiProperty({ type: String }) added_by!: string;
  @ApiProperty(instant) added_at!: Date;
  @ApiProperty(maybe) lifted_by!: string | null;
  @ApiProperty({ ...instant, nullable: true }) lifted_at!: Date | null;
}

/** A page of blocks, newest first; `next` is null on the last one. */
export class BlockPage {
  @ApiProperty({ type: [BlockView] }) items!: readonly BlockView[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}
