export * from './catalogue.js';
export * from './messages.js';
export * from './intake.dto.js';
export * from './desk.dto.js';
export * from './figures.dto.js';
export * from './problems.js';
