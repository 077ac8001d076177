import { BilingualView } from '#libs/dto';
import { type JsonObject, ROLES, type Role } from '#libs/domain';
import { PageQuery } from '#libs/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsISO8601, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

const maybe = { type: String, nullable: true } as const;
const instant = { type: String, format: 'date-time' } as const;
const LONGEST_CODE = 100;
const SEALED_AT_MOST = 500;

class AuditQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, description: 'Who did it' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CODE)
  person?: string;
  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CODE)
  kind?: string;
  @ApiPropertyOptional({ ...instant, description: 'From then on' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;
  @ApiPropertyOptional({ ...instant, description: 'Before then' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}

/** Of acts on reports and of access, also by the report’s code. */
export class ActsQuery extends AuditQuery {
  @ApiPropertyOptional({ type: String, description: 'The report’s code' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CODE)
  report?: string;
}

export class SavedQuery extends AuditQuery {}

export class ActLineView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty(instant) at!: Date;
  @ApiProperty({ type: String }) kind!: string;
  @ApiProperty({ type: BilingualView, description: 'The kind in words' }) title!: BilingualView;
  @ApiProperty({ enum: ROLES }) role!: Role;
  @ApiProperty({ ...maybe, description: 'Null: the reporter, another system or the machine' })
  by!: string | null;
  @ApiProperty({ type: String, description: 'The report’s code' }) report!: string;
  @ApiProperty({ ...maybe, description: 'The state before' }) from!: string | null;
  @ApiProperty({ type: String, description: 'The state afterwards' }) to!: string;
}

/** Acts on reports, the last first. */
export class ActPage {
  @ApiProperty({ type: [ActLineView] }) items!: readonly ActLineView[];
  @ApiProperty(maybe) next!: string | null;
}

export class AccessActView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty(instant) at!: Date;
  @ApiProperty({ type: String, description: '`contact_read`: was shown who sent a report' })
  kind!: string;
  @ApiProperty(maybe) by!: string | null;
  @ApiProperty({ ...maybe, description: 'Whom it is about' }) person!: string | null;
  @ApiProperty(maybe) report!: string | null;
  @ApiProperty({ type: Object, additionalProperties: true }) data!: JsonObject;
}

/** Who came in and what they were let see or did outside of a history, the last first. */
export class AccessActPage {
  @ApiProperty({ type: [AccessActView] }) items!: readonly AccessActView[];
  @ApiProperty(maybe) next!: string | null;
}

export class SavedLineView {
  @ApiProperty(instant) at!: Date;
  @ApiProperty({ enum: ['stream', 'category', 'unit', 'network', 'rule', 'calendar', 'policy'] })
  kind!: string;
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: Number }) revision!: number;
  @ApiProperty({ ...maybe, description: 'Null: a seed or the command line' }) by!: string | null;
}

/** Which calendars, policies and entries of the reference data were saved, the last first. */
export class SavedPage {
  @ApiProperty({ type: [SavedLineView] }) items!: readonly SavedLineView[];
  @ApiProperty(maybe) next!: string | null;
}

export class SealQuery {
  @ApiPropertyOptional({
    ...{ type: Number, minimum: 1, maximum: SEALED_AT_MOST, default: 50 },
    description: 'So many of the newest seals; all of them: `kip audit verify`',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(SEALED_AT_MOST)
  last: number = 50;
}

export class SealFaultView {
  @ApiProperty({ type: String }) what!: string;
  @ApiProperty({ type: String, description: 'Of the event or seal' }) id!: string;
}

/** Whether the newest seals hold, and whether anything waits for one. */
export class SealView {
  @ApiProperty({ type: Number, description: 'Of the newest seal; 0: nothing is sealed yet' })
  number!: number;
  @ApiProperty({
    ...maybe,
    description: 'Keep it elsewhere, to prove later that nothing was changed',
  })
  hash!: string | null;
  @ApiProperty({ ...instant, nullable: true }) sealed_at!: Date | null;
  @ApiProperty({ type: Number, description: 'Events that wait for a seal' }) waiting!: number;
  @ApiProperty({ type: Number, description: 'Since when the oldest waits' })
  waiting_seconds!: number;
  @ApiProperty({ type: Number, description: 'The first seal that was looked at; 0: none' })
  verified_from!: number;
  @ApiProperty({ type: Boolean }) holds!: boolean;
  @ApiProperty({ type: [SealFaultView] }) faults!: readonly SealFaultView[];
}
