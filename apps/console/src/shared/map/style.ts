import type { Feature, FeatureCollection, Point } from 'geojson';

/** A place on a map: `sign` colours it. */
export interface Place {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly sign: 'late' | 'active' | 'quiet';
}

/** The colours of the pages, as they stand in the scheme that is shown. */
export interface Ink {
  readonly ground: string;
  readonly surface: string;
  readonly line: string;
  readonly text: string;
  readonly late: string;
  readonly active: string;
  readonly quiet: string;
}

export function inkNow(): Ink {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ...{ ground: of('--kip-ground'), surface: of('--kip-surface'), line: of('--kip-line') },
    ...{ text: of('--mantine-color-text'), late: of('--kip-late') },
    ...{ active: of('--kip-active'), quiet: of('--kip-quiet') },
  };
}

/** How much lies about a place: `weight` from 0 to 1. */
export interface Heat {
  readonly lat: number;
  readonly lon: number;
  readonly weight: number;
}

/** Heat as the map is given it. */
export function heatOf(spots: readonly Heat[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: spots.map(({ lat, lon, weight }) => ({
      type: 'Feature',
      properties: { weight },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  };
}

/** A place as the map is given it. */
export function featureOf({ id, lat, lon, sign }: Place, active: boolean): Feature<Point> {
  return {
    type: 'Feature',
    properties: { id, sign, active },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  };
}
