import { ACTIONS, type EventKind, NOTICE_KINDS } from '#libs/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  NotContains,
  ValidateNested,
} from 'class-validator';
import { ScopeBody, ScopeView } from '../people/people.dto.js';

export const EVENT_KINDS: readonly EventKind[] = [...ACTIONS, ...NOTICE_KINDS];
const STATES = ['pending', 'sent', 'failed'] as const;
const instant = { type: String, format: 'date-time' } as const;
const maybe = { type: String, nullable: true } as const;

export class WebhookBody {
  @ApiProperty({ type: String, maxLength: 100 })
  @IsString()
  @Length(1, 100)
  @Matches(/\S/, { message: '$property must hold a word' })
  @NotContains('\u0000')
  name!: string;
  @ApiProperty({ type: String, format: 'uri', maxLength: 500 })
  @IsString()
  @Length(1, 500)
  url!: string;
  @ApiPropertyOptional({ enum: EVENT_KINDS, isArray: true, description: 'All unless given' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(EVENT_KINDS, { each: true })
  kinds?: EventKind[];
  @ApiPropertyOptional({ type: ScopeBody, description: 'Of an administrator; a key has its own' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ScopeBody)
  scope?: ScopeBody;
}

export class WebhookView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) url!: string;
  @ApiProperty({ ...maybe, description: 'The key that it belongs to' }) key!: string | null;
  @ApiProperty({ enum: EVENT_KINDS, isArray: true }) kinds!: readonly EventKind[];
  @ApiProperty({ type: ScopeView }) scope!: ScopeView;
  @ApiProperty({ ...instant, nullable: true, description: 'So long the secret before signs too' })
  previous_secret_until!: Date | null;
  @ApiProperty({ ...instant, nullable: true }) disabled_at!: Date | null;
  @ApiProperty(maybe) disabled_why!: string | null;
  @ApiProperty({ type: String }) made_by!: string;
  @ApiProperty(instant) made_at!: Date;
  @ApiProperty({ type: Number, description: 'Messages that wait to be sent' }) pending!: number;
}

export class WebhookList {
  @ApiProperty({ type: [WebhookView] }) items!: readonly WebhookView[];
}

export class NewWebhookView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, description: 'whsec_…, shown this once' }) secret!: string;
}

export class HookMessagesQuery {
  @ApiPropertyOptional({ enum: STATES }) @IsOptional() @IsIn(STATES) state?: string;
  @ApiPropertyOptional({ type: String, description: 'The id of the last one that was read' })
  @IsOptional()
  @IsUUID()
  before?: string;
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;
}

export class HookTryView {
  @ApiProperty(instant) at!: string;
  @ApiProperty({ type: Number }) ms!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Null: no answer came' })
  status!: number | null;
  @ApiProperty(maybe) fault!: string | null;
}

export class HookMessageView {
  @ApiProperty({ type: String, format: 'uuid', description: 'The header webhook-id' }) id!: string;
  @ApiProperty({ type: String, description: 'The report that it is about' }) report!: string;
  @ApiProperty({ enum: EVENT_KINDS }) kind!: EventKind;
  @ApiProperty({ type: Number }) version!: number;
  @ApiProperty({ enum: STATES }) state!: (typeof STATES)[number];
  @ApiProperty(instant) made_at!: Date;
  @ApiProperty({ ...instant, nullable: true }) settled_at!: Date | null;
  @ApiProperty({ ...instant, nullable: true }) next_try_at!: Date | null;
  @ApiProperty({ type: [HookTryView] }) tries!: readonly HookTryView[];
}

export class HookMessageList {
  @ApiProperty({ type: [HookMessageView] }) items!: readonly HookMessageView[];
}
