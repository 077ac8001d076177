import '@mantine/notifications/styles.layer.css';
import { RouterProvider, createRouter } from '@tanstack/react-router';
import { makeQueryClient } from '../api/query-client.js';
import { routerOptions } from '../shared/router-options.js';
import { start } from '../shared/start.js';
import { routeTree } from './routes.js';

const words = import.meta.glob(['../words/*/*.json', '!../words/*/citizen.json']);
const router = createRouter({ routeTree, ...routerOptions });

await start(words, makeQueryClient(), <RouterProvider router={router} />);
