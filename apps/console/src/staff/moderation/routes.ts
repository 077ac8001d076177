import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../root.js';

/** The pages of whoever looks after what the public sees. */
export const moderationRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/moderation',
    component: lazyRouteComponent(() => import('./ModerationPage.js'), 'ModerationPage'),
  }),
];
