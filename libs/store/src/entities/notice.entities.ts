import { type Recipient } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Bilingual } from './reference.entities.js';

const INSTANT = { type: 'timestamp with time zone', precision: 3 } as const;
const MAYBE_INSTANT = { ...INSTANT, nullable: true } as const;

/**
 * `pending`: it waits for its time or for the mail server; `nobody`: there was nobody to tell;
 * `unsent`: it was never to be sent, with the reason; `moot`: what it tells was no longer so.
 */
export type NoticeState = 'pending' | 'sent' | 'failed' | 'nobody' | 'unsent' | 'moot';

/** One alarm on its way to one person. */
@Entity('notices')
export class NoticeEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') eventId!: string;
  @Column('uuid') reportId!: string;
  @Column('text', { nullable: true }) personCode!: string | null;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) language!: keyof Bilingual | null;
  @Column('text', { nullable: true }) reached!: Recipient | null;
  @Column('text', { array: true }) missed!: readonly Recipient[];
  @Column('boolean') urgent!: boolean;
  @Column('text') state!: NoticeState;
  @Column(INSTANT) notBefore!: Date;
  @Column(INSTANT) sendBy!: Date;
  @Column('uuid', { nullable: true }) batchId!: string | null;
  @Column('integer') tries!: number;
  @Column(INSTANT) nextTryAt!: Date;
  @Column('text', { nullable: true }) lastError!: string | null;
  @Column(INSTANT) madeAt!: Date;
  @Column(MAYBE_INSTANT) sentAt!: Date | null;
}
