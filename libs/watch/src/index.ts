export { errorFrames, errorWords } from './error-words.js';
export { Metrics } from './metrics.js';
export { atMostOncePerSecond } from './once-per-second.js';
export { type Repeating, repeat } from './repeat.js';
export { type Watch, openWatch } from './watch.js';
export { watchOver } from './watchdog.js';
