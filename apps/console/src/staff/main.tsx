import '@mantine/notifications/styles.layer.css';
import { RouterProvider, createRouter } from '@tanstack/react-router';
import { makeQueryClient } from '../api/query-client.js';
import { routerOptions } from '../shared/router-options.js';
import { start } from '../shared/start.js';
import { routeTree } from './routes.js';

const catalogues = import.meta.glob(['../words/*/*.json', '!../words/*/citizen.json']);
const first = ['shared', 'staff'];
const router = createRouter({ routeTree, ...routerOptions });

await start({ catalogues, first }, makeQueryClient(), <RouterProvider router={router} />);
