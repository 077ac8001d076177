import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../../shared/i18n.js';
import { rootRoute } from '../root.js';

const root = { getParentRoute: () => rootRoute, ...withWords('cases') };

/** The pages of a unit's staff. */
export const unitRoutes = [
  createRoute({
    ...root,
    path: '/cases',
    component: lazyRouteComponent(() => import('./CasesPage.js'), 'CasesPage'),
  }),
  createRoute({
    ...root,
    path: '/cases/figures',
    component: lazyRouteComponent(() => import('./FiguresPage.js'), 'FiguresPage'),
  }),
];
