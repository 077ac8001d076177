/** By what figures are broken down, and what is counted of each: a unit by its legs. */
export const DIMENSIONS = [
  { by: 'unit', of: 'legs' },
  { by: 'category', of: 'reports' },
  { by: 'area', of: 'reports' },
] as const;

export type Broken = (typeof DIMENSIONS)[number];
