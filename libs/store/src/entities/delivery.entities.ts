import { type ConsumerName } from '#libs/contracts';
import { type Channel, type Fact, type RatingValue } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

const INSTANT = { type: 'timestamp with time zone', precision: 3 } as const;
const MAYBE_INSTANT = { ...INSTANT, nullable: true } as const;

export type DeliveryState = 'pending' | 'enqueued' | 'done' | 'dead' | 'dropped';

/** One event on its way to one consumer. Its instants are the machine's, never simulated. */
@Entity('deliveries')
export class DeliveryEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') eventId!: string;
  @Column('uuid') reportId!: string;
  @Column('text') consumer!: ConsumerName;
  @Column('text') state!: DeliveryState;
  @Column('integer', { default: 0 }) generation!: number;
  @Column('integer', { default: 0 }) attempts!: number;
  @Column('integer', { default: 0 }) crashes!: number;
  @Column({ ...INSTANT, default: () => 'clock_timestamp()' }) nextTryAt!: Date;
  @Column(MAYBE_INSTANT) enqueuedAt!: Date | null;
  @Column(MAYBE_INSTANT) doneAt!: Date | null;
  @Column('text', { nullable: true }) lastError!: string | null;
  @Column('text', { nullable: true }) dropReason!: string | null;
}

@Entity('facts')
export class FactEntity implements Fact {
  @PrimaryColumn('uuid') subjectId!: string;
  @Column('text') subject!: Fact['subject'];
  @Column('uuid') reportId!: string;
  @Column('integer') cycleNumber!: number;
  @Column('boolean') lastCycle!: boolean;
  @Column('boolean') child!: boolean;
  @Column('text') streamCode!: string;
  @Column('text', { nullable: true }) categoryCode!: string | null;
  @Column('text', { nullable: true }) areaCode!: string | null;
  @Column('text', { nullable: true }) networkCode!: string | null;
  @Column('text', { nullable: true }) unitCode!: string | null;
  @Column('text') channel!: Channel;
  @Column(INSTANT) receivedAt!: Date;
  @Column(MAYBE_INSTANT) promisedAt!: Date | null;
  @Column(INSTANT) startedAt!: Date;
  @Column(MAYBE_INSTANT) dueAt!: Date | null;
  @Column(MAYBE_INSTANT) endedAt!: Date | null;
  @Column('text', { nullable: true }) endKind!: Fact['endKind'];
  @Column(MAYBE_INSTANT) breachedAt!: Date | null;
  @Column('boolean') stopped!: boolean;
  @Column(MAYBE_INSTANT) respondedAt!: Date | null;
  @Column('text', { nullable: true }) rating!: RatingValue | null;
  @Column('boolean') corrected!: boolean;
  @Column('integer', { nullable: true }) answerMinutes!: number | null;
  @Column('integer', { nullable: true }) workMinutes!: number | null;
}
