import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../root.js';

/** All cases, one of them and a new one, for whoever at the desk sees it. */
export const caseRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reports',
    component: lazyRouteComponent(() => import('./all/AllCasesPage.js'), 'AllCasesPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reports/new',
    component: lazyRouteComponent(() => import('./file/FilePage.js'), 'FilePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reports/$code',
    component: lazyRouteComponent(() => import('./page/CasePage.js'), 'CasePage'),
  }),
];
