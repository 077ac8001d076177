/** Where a run's queues are. */
export const FAULT_ENGINES = ['embedded', 'redis'] as const;
export type FaultEngine = (typeof FAULT_ENGINES)[number];

/** Every fault, in the order in which they are inflicted; clocks last, since time moves on for all. */
export const FAULT_NAMES = [
  'kill',
  'points',
  'freeze',
  'emptied',
  'redis-away',
  'postgres',
  'connections',
  'replies',
  'races',
  'stumbles',
  'thrice',
  'overload',
  'poison',
  'clock',
] as const;
export type FaultName = (typeof FAULT_NAMES)[number];
