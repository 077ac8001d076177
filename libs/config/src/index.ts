export * from './config.js';
export * from './config-error.js';
export { makeHome } from './folder.js';
export { type RedisPlace, redisPlace } from './redis-url.js';
export { runProcess } from './run-process.js';
export { Stopped, heedSignals, stopSignal, untilStopped } from './signals.js';
