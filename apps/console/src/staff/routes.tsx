import { createRoute } from '@tanstack/react-router';
import { HomePage } from './HomePage.js';
import { adminRoutes } from './admin/routes.js';
import { caseRoutes } from './cases/routes.js';
import { meRoutes } from './me/routes.js';
import { moderationRoutes } from './moderation/routes.js';
import { rootRoute } from './root.js';
import { doorRoutes } from './sign-in/routes.js';
import { supervisorRoutes } from './supervisor/routes.js';
import { triageRoutes } from './triage/routes.js';
import { unitRoutes } from './unit/routes.js';

/** Every page for staff. An area's pages stand in its own `routes.ts`. */
export const routeTree = rootRoute.addChildren([
  createRoute({ getParentRoute: () => rootRoute, path: '/', component: HomePage }),
  ...doorRoutes,
  ...caseRoutes,
  ...triageRoutes,
  ...unitRoutes,
  ...supervisorRoutes,
  ...moderationRoutes,
  ...adminRoutes,
  ...meRoutes,
]);
