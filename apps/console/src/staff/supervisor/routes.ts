import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../root.js';

/** The pages of whoever watches the deadlines. */
export const supervisorRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/overview',
    component: lazyRouteComponent(() => import('./OverviewPage.js'), 'OverviewPage'),
  }),
];
