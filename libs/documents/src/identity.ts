// Under which names a file carries its id and the checksum of its figures: letters only, for every format.
export const ID_PROPERTY = 'KipDocument';
export const CHECKSUM_PROPERTY = 'KipChecksum';
