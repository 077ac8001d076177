export * from './catalogue.js';
export * from './desk.dto.js';
export * from './problems.js';
