export * from './config.js';
export * from './config-error.js';
export { makeHome } from './folder.js';
