import { Column, Entity, PrimaryColumn } from 'typeorm';

const INSTANT = { type: 'timestamp with time zone', precision: 3 } as const;
const MAYBE_INSTANT = { ...INSTANT, nullable: true } as const;

/** Asked: nothing has happened. Confirmed: the worker goes through the open cases. Done: it has. */
@Entity('calendar_corrections')
export class CalendarCorrectionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') calendarCode!: string;
  @Column('text') revisionId!: string;
  @Column('text') reason!: string;
  @Column('text') askedBy!: string;
  @Column(INSTANT) askedAt!: Date;
  @Column('text', { nullable: true }) confirmedBy!: string | null;
  @Column(MAYBE_INSTANT) confirmedAt!: Date | null;
  @Column('uuid', { nullable: true }) through!: string | null;
  @Column('integer', { default: 0 }) moved!: number;
  @Column('integer', { default: 0 }) kept!: number;
  @Column(MAYBE_INSTANT) doneAt!: Date | null;
}
