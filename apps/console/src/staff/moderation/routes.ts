import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../../shared/i18n.js';
import { rootRoute } from '../root.js';

const root = { getParentRoute: () => rootRoute, ...withWords('moderation') };

/** The pages of whoever looks after what the public sees. */
export const moderationRoutes = [
  createRoute({
    ...root,
    path: '/moderation',
    component: lazyRouteComponent(() => import('./ModerationPage.js'), 'ModerationPage'),
  }),
  createRoute({
    ...root,
    path: '/moderation/$code',
    component: lazyRouteComponent(() => import('./RedactionPage.js'), 'RedactionPage'),
  }),
];
