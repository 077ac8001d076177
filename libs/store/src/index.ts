export * from './entities/delivery.entities.js';
export * from './entities/reference.entities.js';
export * from './entities/report.entities.js';
export * from './reference.js';
export * from './repositories/deliveries.repository.js';
export * from './repositories/finding.repository.js';
export * from './repositories/reports.repository.js';
export * from './store.js';
export { type Rows, rowsOf } from './write.js';
