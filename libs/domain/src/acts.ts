import { type Priority } from './report.js';
import { type Action, type Role } from './transitions.js';

/** Reasons for waiting; the ones that stop the clock are those where the unit cannot act at all. */
export const WAIT_REASONS = {
  reporter_information: { stopsClock: true },
  site_not_reachable: { stopsClock: true },
  weather: { stopsClock: true },
  other_unit: { stopsClock: false },
  material: { stopsClock: false },
  budget: { stopsClock: false },
} as const;
export type WaitReason = keyof typeof WAIT_REASONS;

export const REJECT_REASONS = [
  'not_competent',
  'no_ground',
  'too_little_information',
  'private_dispute',
  'already_handled',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export const REVIEW_REASONS = [
  'no_rule',
  'low_confidence',
  'sensitive',
  'possible_duplicate',
  'flood',
  'own_repeat',
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** What an operator may set right while sending a report on its way. */
export interface Classification {
  readonly categoryCode?: string;
  readonly areaCode?: string;
  readonly priority?: Priority;
}

/** The instants that can be corrected, each of the report's current cycle and its last leg. */
export type CorrectableInstant = 'ended_at' | 'started_at';

/** Every act on a report that exists, with what it needs. `receive` opens a report: see receive.ts. */
export type Act =
  | { readonly action: 'review'; readonly reasons: readonly ReviewReason[]; readonly words: string }
  | {
      readonly action: 'offer';
      readonly networkCode: string;
      readonly words: string;
      readonly set?: Classification;
    }
  | { readonly action: 'claim'; readonly unitCode: string }
  | {
      readonly action: 'assign';
      readonly unitCode: string;
      readonly words: string;
      readonly personCode?: string;
      readonly final?: boolean;
      readonly set?: Classification;
    }
  | { readonly action: 'take'; readonly personCode?: string }
  | { readonly action: 'refuse'; readonly reason: string }
  | { readonly action: 'transfer'; readonly unitCode: string; readonly reason: string }
  | {
      readonly action: 'wait';
      readonly reason: WaitReason;
      readonly until: Date;
      readonly note?: string;
    }
  | { readonly action: 'resume'; readonly at?: Date }
  | { readonly action: 'answer'; readonly text: string; readonly commitment?: Date }
  | { readonly action: 'ask_extension'; readonly dueAt: Date; readonly reason: string }
  | { readonly action: 'grant'; readonly reason?: string }
  | { readonly action: 'deny'; readonly reason: string }
  | {
      readonly action: 'resolve';
      readonly text: string;
      /** The ids of the photos that show how it is afterwards. */
      readonly photos?: readonly string[];
    }
  | { readonly action: 'return'; readonly reason: string }
  | { readonly action: 'close' }
  | { readonly action: 'reopen'; readonly reason: string }
  | { readonly action: 'reject'; readonly reason: RejectReason; readonly note?: string }
  | { readonly action: 'spam' }
  | {
      readonly action: 'merge';
      readonly survivorId: string;
      readonly survivorCode: string;
      readonly survivorOpen: boolean;
      readonly survivorBreached: boolean;
    }
  | {
      readonly action: 'link';
      readonly otherId: string;
      readonly otherCode: string;
      readonly kind: 'repeat' | 'related';
    }
  | {
      readonly action: 'split';
      readonly children: readonly {
        readonly id: string;
        readonly code: string;
        readonly unitCode: string;
      }[];
    }
  | { readonly action: 'withdraw'; readonly reason: string }
  | {
      readonly action: 'correct';
      readonly instant: CorrectableInstant;
      readonly to: Date;
      readonly reason: string;
      readonly askedBy: string;
    }
  /** Running clocks count by a corrected calendar instead of the revision that they started under. */
  | {
      readonly action: 'correct';
      readonly instant: 'calendar';
      readonly calendarRevision: string;
      readonly reason: string;
      readonly askedBy: string;
    };

/** Every action but `receive` has an act: a missing one is a compile error here. */
type Covered = Exclude<Action, 'receive'> extends Act['action'] ? true : never;
const covered: Covered = true;
void covered;

/**
 * Who acts. `unitCodes` are the units for which a unit's person may act (the own one and those
 * below it); the others have none. `personCode` is null for the reporter and for machines.
 */
export interface Actor {
  readonly role: Role;
  readonly personCode: string | null;
  readonly unitCodes: readonly string[];
}

export const ROUTER: Actor = { role: 'router', personCode: null, unitCodes: [] };
export const SYSTEM: Actor = { role: 'system', personCode: null, unitCodes: [] };
/** Who tells a history that another system kept. */
export const IMPORT: Actor = { role: 'import', personCode: null, unitCodes: [] };
export const REPORTER: Actor = { role: 'reporter', personCode: null, unitCodes: [] };
