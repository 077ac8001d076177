import { RouterProvider, createRouter } from '@tanstack/react-router';
import { onSessionEnd } from '../api/client.js';
import { makeQueryClient } from '../api/query-client.js';
import { routerOptions } from '../shared/router-options.js';
import { start } from '../shared/start.js';
import { forgetMe } from './account/me.js';
import { keepPages } from './offline/register.js';
import { routeTree } from './routes.js';

const catalogues = import.meta.glob(['../words/*/shared.json', '../words/*/citizen.json']);
const first = ['shared', 'citizen'];
const router = createRouter({ routeTree, ...routerOptions });

const queries = makeQueryClient();

onSessionEnd(() => {
  forgetMe(queries);
});
keepPages();
await start({ catalogues, first }, queries, <RouterProvider router={router} />);
