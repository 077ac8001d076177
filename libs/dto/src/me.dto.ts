import { STATES, type State } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';

const MOST_ADDED = 50;

/** A citizen who is signed in. Nothing of their name or address is known. */
export class CitizenView {
  @ApiProperty({ description: 'How many reports are theirs' }) reports!: number;
  @ApiProperty({ type: String, format: 'date-time', description: 'When the session ends' })
  expires_at!: Date;
  @ApiProperty({ description: 'Sent as the header X-CSRF-Token with what changes something' })
  csrf_token!: string;
}

/** One of one's own reports, in the language asked for. */
export class MyReport {
  @ApiProperty() code!: string;
  @ApiProperty({ enum: STATES }) state!: State;
  @ApiProperty() state_title!: string;
  @ApiProperty({ type: String, format: 'date-time' }) received_at!: Date;
  @ApiProperty() text!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) promise!: Date | null;
  @ApiProperty() overdue!: boolean;
}

export class MyReports {
  @ApiProperty({ type: [MyReport] }) items!: readonly MyReport[];
  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page' })
  next!: string | null;
}

/** A report with the token that shows that it is theirs. */
export class HeldReport {
  @ApiProperty() @IsString() @Length(1, 40) code!: string;
  @ApiProperty() @IsString() @Length(1, 200) token!: string;
}

export class AddMineBody {
  @ApiProperty({ type: [HeldReport], minItems: 1, maxItems: MOST_ADDED })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ADDED)
  @ValidateNested({ each: true })
  @Type(() => HeldReport)
  reports!: HeldReport[];
}

/** What became of each: a code whose token is another's is not found. */
export class MineAdded {
  @ApiProperty({ type: [String] }) added!: readonly string[];
  @ApiProperty({ type: [String] }) not_found!: readonly string[];
}
