import {
  type FollowerTopic,
  type RejectReason,
  type ReporterTopic,
  type StaffTopic,
} from '#libs/domain';
import { type Words } from './messages.js';

/** What a reporter is told of one act. `text` was written for them. */
export interface ReporterItem {
  readonly topic: ReporterTopic;
  readonly code: string;
  readonly category: Words | null;
  readonly unit: Words | null;
  /** The promise; null: there is none, or it no longer counts. */
  readonly dueAt: Date | null;
  readonly text: string | null;
  /** Why it was rejected. */
  readonly rejected: RejectReason | null;
  /** The code of the report that goes on in its place. */
  readonly survivor: string | null;
  /** IANA name of the zone in which people read its instants. */
  readonly zone: string;
}

/** What somebody who follows a report is told of one act: no more than everybody may read. */
export interface FollowerItem {
  readonly topic: FollowerTopic;
  readonly code: string;
  /** What they asked to follow, where it was merged into this one; else null. */
  readonly followedCode: string | null;
  readonly category: Words | null;
  readonly area: Words | null;
  readonly unit: Words | null;
  /** The report's own, as it is published; null while it is not. */
  readonly text: string | null;
}

/** What somebody who works on reports is told of one act: nothing that a reporter wrote. */
export interface StaffItem {
  readonly topic: StaffTopic;
  readonly code: string;
  readonly category: Words | null;
  readonly unit: Words | null;
  readonly dueAt: Date | null;
  readonly zone: string;
}
