import type { FeatureCollection } from 'geojson';
import { type StyleSpecification } from 'maplibre-gl';
import { type Schema } from '../../api/client.js';

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

type Areas = Schema<'AreaCollection'>;
type Tiles = Schema<'TilesView'>;

/** The ground of the map: tiles where the installation has some, else the areas as they are drawn. */
export function groundOf(
  ink: Ink,
  areas: Areas | undefined,
  tiles: Tiles | null,
): StyleSpecification {
  const raster = tiles?.kind === 'raster' ? tiles : null;
  const fill = raster ? 0 : 1;
  return {
    version: 8,
    sources: {
      ...(raster && {
        tiles: {
          ...{ type: 'raster', tiles: [raster.url], tileSize: 256 },
          ...(raster.attribution !== null && { attribution: raster.attribution }),
        },
      }),
      areas: {
        type: 'geojson',
        data: (areas ?? { type: 'FeatureCollection', features: [] }) as FeatureCollection,
      },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': ink.ground } },
      ...(raster ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles' }] : []),
      {
        ...{ id: 'areas', type: 'fill' as const, source: 'areas' },
        paint: { 'fill-color': ink.surface, 'fill-opacity': fill },
      },
      {
        ...{ id: 'borders', type: 'line' as const, source: 'areas' },
        paint: { 'line-color': ink.line, 'line-width': 1.25 },
      },
    ],
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

/** Places as the map is given them. */
export function featuresOf(places: readonly Place[], active: string | null): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: places.map(({ id, lat, lon, sign }) => ({
      type: 'Feature',
      properties: { id, sign, active: id === active },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  };
}
