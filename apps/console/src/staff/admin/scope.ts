import { type Schema } from '../../api/client.js';

export type Scope = Schema<'ScopeView'>;

/** Nothing is named: everything is seen. */
export const NO_SCOPE: Scope = { streams: [], areas: [], units: [], networks: [] };
