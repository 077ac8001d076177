import { type AreaCollection, type TilesView } from '#libs/dto';
import { type TileSource } from '#libs/config';
import { type PlacedAreas } from './area-map.js';

/** Areas and their shapes as GeoJSON. */
export function areaCollection({ schematic, areas }: PlacedAreas): AreaCollection {
  return {
    type: 'FeatureCollection',
    schematic,
    features: areas.map(({ area: { code, name, kind }, shape }) => ({
      ...{ type: 'Feature', id: code, properties: { code, name, kind } },
      geometry: { type: 'MultiPolygon', coordinates: shape },
    })),
  };
}

/** What maps are drawn upon, for a page. */
export function tilesView(tiles: TileSource | null): TilesView | null {
  if (!tiles) return null;
  const { kind, url, attribution } = tiles;
  return { kind, url, attribution };
}

/** What a page fetches its map from, by the names of the policy's directives. */
export function tileSources(tiles: TileSource | null): {
  readonly imgSrc: readonly string[];
  readonly connectSrc: readonly string[];
} {
  const origins = tiles?.origin ? [tiles.origin] : [];
  return { imgSrc: origins, connectSrc: origins };
}
