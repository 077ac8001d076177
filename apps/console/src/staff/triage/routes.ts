import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../../shared/i18n.js';
import { rootRoute } from '../root.js';

const root = { getParentRoute: () => rootRoute, ...withWords('triage', 'cases') };

/** The pages of whoever takes reports in and sends them on. */
export const triageRoutes = [
  createRoute({
    ...root,
    path: '/triage',
    component: lazyRouteComponent(() => import('./TriagePage.js'), 'TriagePage'),
  }),
];
