import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../../shared/i18n.js';
import { rootRoute } from '../root.js';

const root = { getParentRoute: () => rootRoute, ...withWords('sign-in') };

/** What is open to whoever cannot sign in yet, or no more: links in mails lead here. */
export const doorRoutes = [
  createRoute({
    ...root,
    path: '/account/password',
    component: lazyRouteComponent(() => import('./NewPasswordPage.js'), 'NewPasswordPage'),
  }),
  createRoute({
    ...root,
    path: '/account/reset',
    component: lazyRouteComponent(() => import('./ResetPage.js'), 'ResetPage'),
  }),
];
