/** A place as GeoJSON has it: longitude, latitude, in degrees, WGS 84. */
export type Position = number[];
/** Polygons, each an outer ring and its holes; a ring ends where it begins. */
export type Shape = Position[][][];
