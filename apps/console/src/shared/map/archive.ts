import { addProtocol } from 'maplibre-gl';
import { PMTiles, Protocol, TileType } from 'pmtiles';

/** An archive of tiles, of which each part is fetched when it is needed. */
export interface Archive {
  /** As a source of MapLibre names it. */
  readonly url: string;
  readonly kind: 'raster' | 'vector';
  /** The names of its layers, where it is of vectors. */
  readonly layers: readonly string[];
}

const protocol = new Protocol();
addProtocol('pmtiles', protocol.tile);

function layersIn(metadata: unknown): readonly string[] {
  const { vector_layers: layers } = (metadata ?? {}) as { vector_layers?: unknown };
  if (!Array.isArray(layers)) return [];
  const ids = layers.map((layer) => (layer as { id?: unknown } | null)?.id);
  return ids.filter((id) => typeof id === 'string');
}

/**
 * Reads what an archive holds.
 * @param address of a .pmtiles file, on this site or elsewhere
 * @throws Error where it is not there, or is no archive
 */
export async function openArchive(address: string): Promise<Archive> {
  const { href } = new URL(address, window.location.origin);
  const archive = protocol.get(href) ?? new PMTiles(href);
  protocol.add(archive);
  const { tileType } = await archive.getHeader();
  const kind = tileType === TileType.Mvt ? 'vector' : 'raster';
  const layers = kind === 'vector' ? layersIn(await archive.getMetadata()) : [];
  return { url: `pmtiles://${href}`, kind, layers };
}
