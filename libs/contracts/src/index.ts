export * from './catalogue.js';
export * from './problems.js';
