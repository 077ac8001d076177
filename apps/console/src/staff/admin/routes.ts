import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withWords } from '../../shared/i18n.js';
import { rootRoute } from '../root.js';

const frame = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin',
  component: lazyRouteComponent(() => import('./AdminFrame.js'), 'AdminFrame'),
});
const within = {
  getParentRoute: () => frame,
  ...withWords('admin', 'reference', 'kinds', 'demands', 'triage', 'cases'),
};

/** The pages of the administrators. */
export const adminRoutes = [
  frame.addChildren([
    createRoute({
      ...within,
      path: '/',
      component: lazyRouteComponent(() => import('./AdminPage.js'), 'AdminPage'),
    }),
    createRoute({
      ...within,
      path: '/people',
      component: lazyRouteComponent(() => import('./people/PeoplePage.js'), 'PeoplePage'),
    }),
    createRoute({
      ...within,
      path: '/people/add',
      component: lazyRouteComponent(() => import('./people/PersonPage.js'), 'NewPersonPage'),
    }),
    createRoute({
      ...within,
      path: '/people/of/$code',
      component: lazyRouteComponent(() => import('./people/PersonPage.js'), 'PersonPage'),
    }),
    createRoute({
      ...within,
      path: '/calendars',
      component: lazyRouteComponent(() => import('./calendars/CalendarsPage.js'), 'CalendarsPage'),
    }),
    createRoute({
      ...within,
      path: '/calendars/$code',
      component: lazyRouteComponent(() => import('./calendars/CalendarPage.js'), 'CalendarPage'),
    }),
    createRoute({
      ...within,
      path: '/policies',
      component: lazyRouteComponent(() => import('./policies/PoliciesPage.js'), 'PoliciesPage'),
    }),
    createRoute({
      ...within,
      path: '/policies/$code',
      component: lazyRouteComponent(() => import('./policies/PolicyPage.js'), 'PolicyPage'),
    }),
    createRoute({
      ...within,
      path: '/reference',
      component: lazyRouteComponent(() => import('./reference/ReferencePage.js'), 'ReferencePage'),
    }),
    createRoute({
      ...within,
      path: '/reference/$kind/add',
      component: lazyRouteComponent(() => import('./reference/EntryPage.js'), 'NewEntryPage'),
    }),
    createRoute({
      ...within,
      path: '/reference/$kind/of/$code',
      component: lazyRouteComponent(() => import('./reference/EntryPage.js'), 'EntryPage'),
    }),
    createRoute({
      ...within,
      path: '/keys',
      component: lazyRouteComponent(() => import('./KeysPage.js'), 'KeysPage'),
    }),
    createRoute({
      ...within,
      path: '/webhooks',
      component: lazyRouteComponent(() => import('./webhooks/WebhooksPage.js'), 'WebhooksPage'),
    }),
    createRoute({
      ...within,
      path: '/webhooks/$id',
      component: lazyRouteComponent(() => import('./webhooks/WebhookPage.js'), 'WebhookPage'),
    }),
    createRoute({
      ...within,
      path: '/privacy',
      component: lazyRouteComponent(() => import('./privacy/PrivacyPage.js'), 'PrivacyPage'),
    }),
    createRoute({
      ...within,
      path: '/privacy/demands/$code',
      component: lazyRouteComponent(() => import('./privacy/DemandPage.js'), 'DemandPage'),
    }),
    createRoute({
      ...within,
      path: '/routing',
      component: lazyRouteComponent(() => import('./routing/RoutingPage.js'), 'RoutingPage'),
    }),
    createRoute({
      ...within,
      path: '/routing/add',
      component: lazyRouteComponent(() => import('./reference/EntryPage.js'), 'NewRulePage'),
    }),
    createRoute({
      ...within,
      path: '/routing/of/$code',
      component: lazyRouteComponent(() => import('./reference/EntryPage.js'), 'RulePage'),
    }),
    createRoute({
      ...within,
      path: '/templates',
      component: lazyRouteComponent(() => import('./templates/TemplatesPage.js'), 'TemplatesPage'),
    }),
    createRoute({
      ...within,
      path: '/audit',
      component: lazyRouteComponent(() => import('./operations/AuditPage.js'), 'AuditPage'),
    }),
    createRoute({
      ...within,
      path: '/dead',
      component: lazyRouteComponent(() => import('./operations/DeadPage.js'), 'DeadPage'),
    }),
    createRoute({
      ...within,
      path: '/system',
      component: lazyRouteComponent(() => import('./operations/SystemPage.js'), 'SystemPage'),
    }),
  ]),
];
