/** Its own declarations name their files without an ending, which is not resolved here. */
declare module '@maplibre/geojson-vt' {
  import type { GeoJSON } from 'geojson';

  export interface GeoJSONVTTile {
    readonly features: readonly unknown[];
  }
  /** The part of some GeoJSON that lies in a tile; null: nothing of it. */
  export function geoJSONToTile(
    data: GeoJSON,
    zoom: number,
    x: number,
    y: number,
    options: { readonly tolerance: number; readonly extent: number },
  ): GeoJSONVTTile | null;
}
