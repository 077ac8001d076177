/** The stream of what people demand of their own data. */
export const DATA_STREAM = 'data';

export const DATA_REQUEST_KINDS = ['tell', 'correct', 'erase', 'restrict'] as const;
export type DataRequestKind = (typeof DATA_REQUEST_KINDS)[number];

/** What became of a demand: carried out in one of these ways, or refused with a reason. */
export type DataRequestOutcome = 'told' | 'erased' | 'done' | 'refused';
