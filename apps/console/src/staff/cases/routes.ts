import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../root.js';

/** One case, for whoever at the desk sees it. */
export const caseRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reports/$code',
    component: lazyRouteComponent(() => import('./page/CasePage.js'), 'CasePage'),
  }),
];
