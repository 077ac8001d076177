import { RouterProvider, createRouter } from '@tanstack/react-router';
import { makeQueryClient } from '../api/query-client.js';
import { routerOptions } from '../shared/router-options.js';
import { start } from '../shared/start.js';
import { keepPages } from './offline/register.js';
import { routeTree } from './routes.js';

const words = import.meta.glob(['../words/*/shared.json', '../words/*/citizen.json']);
const router = createRouter({ routeTree, ...routerOptions });

keepPages();
await start(words, makeQueryClient(), <RouterProvider router={router} />);
