import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../../shared/i18n.js';
import { rootRoute } from '../root.js';

const root = { getParentRoute: () => rootRoute, ...withWords('cases', 'triage') };

/** All cases, one of them and a new one, for whoever at the desk sees it. */
export const caseRoutes = [
  createRoute({
    ...root,
    path: '/reports',
    component: lazyRouteComponent(() => import('./all/AllCasesPage.js'), 'AllCasesPage'),
  }),
  createRoute({
    ...root,
    path: '/reports/new',
    component: lazyRouteComponent(() => import('./file/FilePage.js'), 'FilePage'),
  }),
  createRoute({
    ...root,
    path: '/reports/$code',
    component: lazyRouteComponent(() => import('./page/CasePage.js'), 'CasePage'),
  }),
];
