export { type Board, openBoard } from './board.js';
export { HandlerMismatch, joinHandlers } from './handlers.js';
export { type Engine, openEngine } from './engine.js';
export { openPlace, requireSafeQueues } from './open-place.js';
export { type RedisSettings } from './redis-client.js';
export { measureQueues } from './queue-metrics.js';
export { type Place, QueueModule, type Work, migrateQueues } from './queue.module.js';
export { type DeliveryHandler, type DeliveryHandlers, type Tick } from './tokens.js';
export { TickRequests } from './tick-requests.js';
