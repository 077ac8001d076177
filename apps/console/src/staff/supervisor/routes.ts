import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../../shared/i18n.js';
import { rootRoute } from '../root.js';

const at = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => rootRoute, ...withWords('supervisor'), path, component });

/** The pages of whoever watches the deadlines. */
export const supervisorRoutes = [
  at(
    '/overview',
    lazyRouteComponent(() => import('./OverviewPage.js'), 'OverviewPage'),
  ),
  at(
    '/figures/by/$dimension',
    lazyRouteComponent(() => import('./BreakdownPage.js'), 'BreakdownPage'),
  ),
  at(
    '/figures/heat',
    lazyRouteComponent(() => import('./HeatPage.js'), 'HeatPage'),
  ),
  at(
    '/figures/reports',
    lazyRouteComponent(() => import('./DrillPage.js'), 'DrillPage'),
  ),
  at(
    '/comparison',
    lazyRouteComponent(() => import('./ComparisonPage.js'), 'ComparisonPage'),
  ),
  at(
    '/extensions',
    lazyRouteComponent(() => import('./ExtensionsPage.js'), 'ExtensionsPage'),
  ),
  at(
    '/breaches',
    lazyRouteComponent(() => import('./BreachesPage.js'), 'BreachesPage'),
  ),
  at(
    '/documents',
    lazyRouteComponent(() => import('./DocumentsPage.js'), 'DocumentsPage'),
  ),
  at(
    '/targets',
    lazyRouteComponent(() => import('./TargetsPage.js'), 'TargetsPage'),
  ),
  at(
    '/what-if',
    lazyRouteComponent(() => import('./WhatIfPage.js'), 'WhatIfPage'),
  ),
];
