import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../../shared/i18n.js';
import { rootRoute } from '../root.js';

const root = { getParentRoute: () => rootRoute, ...withWords('sign-in') };

/** The pages of one's own account. */
export const meRoutes = [
  createRoute({
    ...root,
    path: '/me',
    component: lazyRouteComponent(() => import('./MyPage.js'), 'MyPage'),
  }),
];
