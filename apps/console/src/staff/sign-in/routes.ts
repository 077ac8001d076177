import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../root.js';

/** What is open to whoever cannot sign in yet, or no more: links in mails lead here. */
export const doorRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/account/password',
    component: lazyRouteComponent(() => import('./NewPasswordPage.js'), 'NewPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/account/reset',
    component: lazyRouteComponent(() => import('./ResetPage.js'), 'ResetPage'),
  }),
];
