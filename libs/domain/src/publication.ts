import { type State } from './transitions.js';

/**
 * What of a stream anybody may read. `public`: what it is about, its words and its place. `area`: the
 * same, and of its place the ward alone: for streams in which people write about themselves. `private`:
 * that there is one is nobody's business.
 */
export const PUBLICATIONS = ['public', 'area', 'private'] as const;
export type Publication = (typeof PUBLICATIONS)[number];

/**
 * Only what somebody has looked at, by a rule or in person, and found to be somebody's work: not what has
 * just come or is being looked at again, and never what was spam, rejected, a duplicate or taken back.
 */
export const PUBLISHED_STATES = [
  'offered',
  'assigned',
  'in_progress',
  'waiting',
  'resolved',
  'closed',
] as const satisfies readonly State[];
export type PublishedState = (typeof PUBLISHED_STATES)[number];

/** Of those, the ones on which work goes on: what somebody may follow instead of filing anew. */
export const PUBLISHED_OPEN: readonly PublishedState[] = [
  'offered',
  'assigned',
  'in_progress',
  'waiting',
];

/** What of a report decides whether it is published. */
export interface Publishable {
  readonly state: State;
  readonly publication: Publication;
  /** Its category is one that a person sees before anybody else. */
  readonly sensitive: boolean;
  /** A part of another report, which is published itself. */
  readonly child: boolean;
}

/** Whether anybody may read of a report. */
export function isPublished({ state, publication, sensitive, child }: Publishable): boolean {
  const states: readonly State[] = PUBLISHED_STATES;
  return publication !== 'private' && !sensitive && !child && states.includes(state);
}

/**
 * Whether those who follow a report may be told of an act on it: while it is published, and that it is
 * looked at again, which they would else take for its end.
 */
export function followersMayKnow(one: Publishable): boolean {
  return isPublished(one.state === 'in_review' ? { ...one, state: 'assigned' } : one);
}

/** Whether anybody may read where exactly a report of such a stream lies. */
export function showsPlace(publication: Publication): boolean {
  return publication === 'public';
}

const HIDDEN = '[…]';
/** Numbers of seven digits and more, however they are parted: telephones, identity cards, accounts. */
const NUMBERS = /\+?\d(?:[ .()-]{0,2}\d){6,}/g;
const ADDRESSES =
  /[\p{Letter}\p{Number}._%+-]+@[\p{Letter}\p{Number}-]+(?:\.[\p{Letter}\p{Number}-]+)+/gu;

/**
 * A text for everybody, without numbers and mail addresses by which somebody could be reached. Who sent
 * it is taken out before, where it is known.
 */
export function publicText(text: string): string {
  return text.replace(ADDRESSES, HIDDEN).replace(NUMBERS, HIDDEN);
}
