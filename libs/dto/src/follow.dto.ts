import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

const LANGUAGES = ['vi', 'en'] as const;
const LONGEST_ADDRESS = 254;

/** Who wants to be told of what becomes of a report that somebody else sent. */
export class FollowBody {
  @ApiProperty({ type: String, format: 'email' })
  @IsString()
  @IsEmail()
  @MaxLength(LONGEST_ADDRESS)
  email!: string;
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'vi', description: 'Of the mails' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];
}

/** The token that was mailed. */
export class MailedTokenBody {
  @ApiProperty({ type: String, description: 'As it stands in the mail, behind the #' })
  @Matches(/^[\w-]{32}$/)
  token!: string;
}

/** The same whether or not the address follows the report already. */
export class FollowAsked {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: Number, description: 'So long the link in the mail can be used, in hours' })
  confirm_within_hours!: number;
}

export class Following {
  @ApiProperty({ type: String, description: 'The report that is followed' }) code!: string;
}
