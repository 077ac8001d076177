import { createRootRoute } from '@tanstack/react-router';
import { CitizenShell } from './CitizenShell.js';

/** The frame of every page for citizens. */
export const rootRoute = createRootRoute({ component: CitizenShell });
