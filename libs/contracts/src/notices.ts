import { type Alarm, type Recipient, type TimeLeft } from '#libs/domain';
import { type Words } from './messages.js';

/**
 * What somebody is told of one alarm. Nothing that a reporter wrote, and nothing of who it was: it
 * leaves the system.
 */
export interface NoticeItem {
  readonly code: string;
  readonly kind: Alarm['kind'];
  readonly milestone: Alarm['milestone'];
  readonly urgent: boolean;
  readonly category: Words | null;
  readonly unit: Words | null;
  readonly dueAt: Date | null;
  /** Null where there is no due. */
  readonly left: TimeLeft | null;
  /** IANA name of the zone in which people read its instants. */
  readonly zone: string;
  readonly reached: Recipient;
  /** The levels at which nobody was found before. */
  readonly missed: readonly Recipient[];
}
