import { PageComing, PageFailed, PageGone } from './components/PageTroubles.js';
import { parseAsked, writeAsked } from './address.js';

/** What both bundles' routers have in common. */
export const routerOptions = {
  parseSearch: parseAsked,
  stringifySearch: writeAsked,
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: PageGone,
  defaultPendingComponent: PageComing,
} as const;
