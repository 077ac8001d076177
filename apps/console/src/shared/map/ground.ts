import type { FeatureCollection } from 'geojson';
import { type LayerSpecification, type StyleSpecification } from 'maplibre-gl';
import { type Schema } from '../../api/client.js';
import { type Archive } from './archive.js';
import { type Ink } from './style.js';

type Areas = Schema<'AreaCollection'>;
type Tiles = Schema<'TilesView'>;
type Source = StyleSpecification['sources'][string];
type Language = 'vi' | 'en';

/** What the map is drawn upon, beside the areas. */
export interface Ground {
  readonly tiles: Tiles | null;
  /** The archive, where the tiles are one. */
  readonly archive: Archive | null;
}

/** Whatever a maker of tiles calls what one can sail on. */
const WATER = /water|ocean|sea|river|lake/;
/** Land as a whole, which is the paper that everything else is drawn on. */
const LAND = /^(earth|land)$/;

/**
 * One layer of an archive, whoever made it: its areas, its lines, and the names of its points. They are drawn
 * quietly, in the colours of the page, so that reports stand out.
 */
function vectorLayers(name: string, ink: Ink, language: Language): LayerSpecification[] {
  const of = { source: 'tiles', 'source-layer': name } as const;
  const water = WATER.test(name);
  return [
    {
      ...{ id: `${name} areas`, type: 'fill', ...of },
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: {
        'fill-color': water ? ink.line : LAND.test(name) ? ink.surface : ink.ground,
        'fill-opacity': LAND.test(name) ? 1 : 0.55,
      },
    },
    {
      ...{ id: `${name} lines`, type: 'line', ...of },
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: {
        'line-color': ink.line,
        'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 8, 0.4, 16, 4],
      },
    },
    {
      ...{ id: `${name} names`, type: 'symbol', ...of },
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['coalesce', ['get', `name:${language}`], ['get', 'name'], ''],
        'text-size': 12,
      },
      paint: { 'text-color': ink.text, 'text-halo-color': ink.surface, 'text-halo-width': 1.2 },
    },
  ];
}

/** Areas below, then lines, then names: in whichever order the archive has them. */
function inOrder(layers: readonly LayerSpecification[]): LayerSpecification[] {
  const kinds = ['fill', 'line', 'symbol'];
  return [...layers].sort((a, b) => kinds.indexOf(a.type) - kinds.indexOf(b.type));
}

function tilesOf({ tiles, archive }: Ground): Source | null {
  const named = tiles?.attribution ? { attribution: tiles.attribution } : {};
  if (archive) return { type: archive.kind, url: archive.url, ...named };
  if (tiles?.kind !== 'raster') return null;
  return { type: 'raster', tiles: [tiles.url], tileSize: 256, ...named };
}

/** The ground of the map: tiles where the installation has some, else the areas as they are drawn. */
export function groundOf(
  ink: Ink,
  areas: Areas,
  ground: Ground,
  language: Language,
): StyleSpecification {
  const tiles = tilesOf(ground);
  const drawn: LayerSpecification[] =
    tiles?.type === 'raster'
      ? [{ id: 'tiles', type: 'raster', source: 'tiles' }]
      : inOrder(
          (ground.archive?.layers ?? []).flatMap((name) => vectorLayers(name, ink, language)),
        );
  return {
    version: 8,
    sources: {
      ...(tiles && { tiles }),
      areas: { type: 'geojson', data: areas as FeatureCollection },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': ink.ground } },
      ...drawn,
      {
        ...{ id: 'areas', type: 'fill' as const, source: 'areas' },
        paint: { 'fill-color': ink.surface, 'fill-opacity': tiles ? 0 : 1 },
      },
      {
        ...{ id: 'borders', type: 'line' as const, source: 'areas' },
        paint: { 'line-color': ink.line, 'line-width': 1.25 },
      },
    ],
  };
}
