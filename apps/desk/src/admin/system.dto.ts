import { ApiProperty } from '@nestjs/swagger';

const seconds = { type: Number, description: 'Seconds; 0: none' } as const;

export class SystemDeliveries {
  @ApiProperty({ type: Number }) pending!: number;
  @ApiProperty({ type: Number, description: 'On a queue' }) enqueued!: number;
  @ApiProperty({ type: Number, description: 'Given up: see GET /v1/desk/dead' }) dead!: number;
  @ApiProperty({ ...seconds, description: 'How old the oldest is that is under way, in seconds' })
  oldest_seconds!: number;
}

export class SystemTicks {
  @ApiProperty({ type: Number, description: 'Reports on which something is due and not done yet' })
  due!: number;
  @ApiProperty({ ...seconds, description: 'How late the latest of it is, in seconds' })
  late_seconds!: number;
}

export class SystemSeals {
  @ApiProperty({ type: Number, description: 'The newest one’s; 0: none' }) number!: number;
  @ApiProperty({ type: Number, description: 'Events that wait for a seal' }) waiting!: number;
  @ApiProperty({ ...seconds, description: 'How long the oldest waits, in seconds' })
  waiting_seconds!: number;
}

export class SystemMail {
  @ApiProperty({ type: Number, description: 'Wait for their time or their next try' })
  pending!: number;
  @ApiProperty({ type: Number, description: 'Given up after their tries' }) failed!: number;
  @ApiProperty({ type: Number, description: 'Alarms for which nobody was found' }) nobody!: number;
}

/** How the installation fares, at a glance. */
export class SystemView {
  @ApiProperty({ type: String, description: 'Of the product' }) version!: string;
  @ApiProperty({ type: String, description: 'Of the database’s server' }) postgres!: string;
  @ApiProperty({ enum: ['real', 'simulated'], description: 'Whether its clock is moved by hand' })
  kind!: 'real' | 'simulated';
  @ApiProperty({ type: String, format: 'date-time', description: 'By the installation’s clock' })
  now!: Date;
  @ApiProperty({ type: SystemDeliveries }) deliveries!: SystemDeliveries;
  @ApiProperty({ type: SystemTicks }) ticks!: SystemTicks;
  @ApiProperty({ type: SystemSeals }) seals!: SystemSeals;
  @ApiProperty({ type: SystemMail }) mail!: SystemMail;
}
