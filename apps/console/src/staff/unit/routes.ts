import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../root.js';

/** The pages of a unit's staff. */
export const unitRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/cases',
    component: lazyRouteComponent(() => import('./CasesPage.js'), 'CasesPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/cases/figures',
    component: lazyRouteComponent(() => import('./FiguresPage.js'), 'FiguresPage'),
  }),
];
