import { type ActContext } from './effects/context.js';
import { type Performed, append } from './performed.js';
import { Refusal } from './refusal.js';
import { type Report } from './report.js';
import { holders, holds } from './rights.js';
import { type Role } from './transitions.js';

/** What a photo shows: how it was when it was reported, or how it is after the work. */
export const PHOTO_KINDS = ['before', 'after'] as const;
export type PhotoKind = (typeof PHOTO_KINDS)[number];

/** So many photos of one kind a cycle of a report may have. */
export const MOST_PHOTOS = 5;

const RIGHT = 'moderate_photos';

/** Whether somebody in this role sees photos that were hidden, and may hide and show them. */
export function moderatesPhotos(role: Role): boolean {
  return holds(role, RIGHT);
}

/** A photo to be hidden from everybody but moderators, or to be shown again, and why. */
export interface Moderation {
  readonly photoId: string;
  readonly hide: boolean;
  readonly reason: string;
}

/**
 * Hides a photo or shows it again: the report stays as it is, its history tells of it.
 * @throws Refusal `role_not_allowed` for anybody but moderators and administrators, `reason_needed`
 */
export function moderatePhoto(
  before: Report,
  { photoId, hide, reason }: Moderation,
  context: ActContext,
): Performed {
  const { state } = before;
  const { role } = context.actor;
  const kind = hide ? 'photo_hidden' : 'photo_shown';
  if (!moderatesPhotos(role)) {
    throw new Refusal('role_not_allowed', { state, action: kind, role, who: holders(RIGHT) });
  }
  if (reason.trim() === '') throw new Refusal('reason_needed', { action: kind });
  const data = { photo: photoId, reason };
  return append({ report: before, events: [] }, kind, state, data, context);
}
