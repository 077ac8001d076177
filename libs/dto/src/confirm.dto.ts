import { CONFIRM_WAYS, type ConfirmWay } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';

/** Where a code is to be sent: to the contact that was given with the report. */
export class AskCodeBody {
  @ApiProperty({ enum: CONFIRM_WAYS }) @IsIn(CONFIRM_WAYS) way!: ConfirmWay;
}

export class TryCodeBody {
  @ApiProperty({ enum: CONFIRM_WAYS }) @IsIn(CONFIRM_WAYS) way!: ConfirmWay;
  @ApiProperty({ type: String, description: 'The six digits that were sent' })
  @Matches(/^\d{6}$/)
  code!: string;
}

export class CodeAskedView {
  @ApiProperty({ enum: CONFIRM_WAYS }) way!: ConfirmWay;
  @ApiProperty({ type: Number, description: 'So long the code can be used' })
  valid_minutes!: number;
}

export class ConfirmedView {
  @ApiProperty({ enum: CONFIRM_WAYS }) way!: ConfirmWay;
  @ApiProperty({ type: Boolean }) confirmed!: boolean;
}
