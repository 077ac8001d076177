import { type Schema } from '../../../api/client.js';

export type Role = Schema<'StaffView'>['role'];

/** The roles that somebody who works here may have. */
export const ROLES: readonly Role[] = [
  'operator',
  'unit_staff',
  'supervisor',
  'moderator',
  'admin',
];
