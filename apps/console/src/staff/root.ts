import { createRootRoute } from '@tanstack/react-router';
import { StaffRoot } from './StaffRoot.js';

/** The frame of every page for staff: the door, and behind it the desk. */
export const rootRoute = createRootRoute({ component: StaffRoot });
