export { HandlerMismatch, joinHandlers } from './handlers.js';
export { QueueModule, type Work, migrateQueues } from './queue.module.js';
export { type DeliveryHandler, type DeliveryHandlers, type Tick } from './tokens.js';
export { TickRequests } from './tick-requests.js';
