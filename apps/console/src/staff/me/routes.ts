import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../root.js';

/** The pages of one's own account. */
export const meRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/me',
    component: lazyRouteComponent(() => import('./MyPage.js'), 'MyPage'),
  }),
];
