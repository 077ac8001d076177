import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { FilePage } from './pages/FilePage.js';
import { rootRoute } from './root.js';

const page = (path: string, load: Parameters<typeof lazyRouteComponent>[0], name: string) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path,
    component: lazyRouteComponent(load, name),
  });

/** Every page for citizens; the first comes with the frame, each other one when it is opened. */
export const routeTree = rootRoute.addChildren([
  createRoute({ getParentRoute: () => rootRoute, path: '/', component: FilePage }),
  page('/reports', () => import('./pages/FindPage.js'), 'FindPage'),
  page('/reports/$code', () => import('./pages/TrackPage.js'), 'TrackPage'),
  page('/map', () => import('./pages/MapPage.js'), 'MapPage'),
  page('/follow', () => import('./pages/FollowPage.js'), 'FollowPage'),
  page('/unfollow', () => import('./pages/UnfollowPage.js'), 'UnfollowPage'),
]);
