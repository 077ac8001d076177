import { OTHER_WAYS, type OtherWay } from '#libs/domain';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { BilingualText, FiguresBasis, PrintedRate } from './figures.dto.js';

/** The same reports as another system would count them. */
export class OtherCounting {
  @ApiProperty({ enum: OTHER_WAYS }) way!: OtherWay;
  @ApiProperty({ type: BilingualText, description: 'How it counts' }) how!: BilingualText;
  @ApiProperty({ type: BilingualText, description: 'What it leaves out' }) missing!: BilingualText;
  @ApiProperty({ type: PrintedRate }) rate!: PrintedRate;
  @ApiProperty({ type: Number, nullable: true, description: 'Percentage points above ours' })
  points_off!: number | null;
}

export class ComparisonBasis extends OmitType(FiguresBasis, ['of'] as const) {}

export class ComparisonBody {
  @ApiProperty({ type: ComparisonBasis }) basis!: ComparisonBasis;
  @ApiProperty({ type: PrintedRate, description: 'On time of all that was due or ended' })
  on_time!: PrintedRate;
  @ApiProperty({ type: [OtherCounting] }) others!: readonly OtherCounting[];
}
