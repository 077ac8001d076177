/** What files `kip replay` plays. */
export const REPLAY_FORMATS = ['boston', 'kip'] as const;
export type ReplayFormat = (typeof REPLAY_FORMATS)[number];
