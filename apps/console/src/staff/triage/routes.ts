import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../root.js';

/** The pages of whoever takes reports in and sends them on. */
export const triageRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/triage',
    component: lazyRouteComponent(() => import('./TriagePage.js'), 'TriagePage'),
  }),
];
