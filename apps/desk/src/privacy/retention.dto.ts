import { KEPT_PLACES, type KeptPlace } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';

export class RetentionBody {
  @ApiProperty({
    type: Number,
    minimum: 2,
    maximum: 36_500,
    nullable: true,
    description: 'Null: for good',
  })
  @ValidateIf((body: RetentionBody) => body.days !== null)
  @IsInt()
  @Min(2)
  @Max(36_500)
  days!: number | null;
}

export class RetentionWords {
  @ApiProperty({ type: String }) vi!: string;
  @ApiProperty({ type: String }) en!: string;
}

export class RetentionView {
  @ApiProperty({ enum: KEPT_PLACES }) place!: KeptPlace;
  @ApiProperty({ type: RetentionWords }) what!: RetentionWords;
  @ApiProperty({ type: RetentionWords }) purpose!: RetentionWords;
  @ApiProperty({ type: Number, nullable: true }) days!: number | null;
  @ApiProperty({ type: Number, description: 'Cases, or lines of a log, whose time is up' })
  due!: number;
}

export class RetentionList {
  @ApiProperty({ type: [RetentionView] }) items!: readonly RetentionView[];
}
