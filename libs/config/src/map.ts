import path from 'node:path';
import { ConfigError } from './config-error.js';
import { isLoopback } from './sign-in.js';

/** What a map is drawn upon. */
export interface TileSource {
  /** `raster`: pictures by {z}, {x} and {y}; `style`: a style that names its own sources; `pmtiles`: one archive. */
  readonly kind: 'raster' | 'style' | 'pmtiles';
  /** As it was given. */
  readonly url: string;
  /** Where a browser fetches it from; null: from the site itself. */
  readonly origin: string | null;
  /** Whom its makers want to be named; null: nobody. */
  readonly attribution: string | null;
}

/** What maps are drawn from. */
export interface MapSettings {
  /** A GeoJSON file with the areas' boundaries; null: cells are drawn around their centres. */
  readonly areasFile: string | null;
  /** Null: areas alone. */
  readonly tiles: TileSource | null;
}

const TILES = 'KIP_MAP_TILES';
const PLACES = ['{z}', '{x}', '{y}'];

function unusable(text: string): ConfigError {
  const remedy =
    'give https://host/{z}/{x}/{y}.png, the address of a style, or of a .pmtiles file; ' +
    'or a path such as /tiles/hue.pmtiles where the site itself serves it';
  return new ConfigError(TILES, text, remedy);
}

function tileSource(env: NodeJS.ProcessEnv): TileSource | null {
  const text = env[TILES] ?? '';
  if (text === '') return null;
  // Its braces are a URL's only once they are numbers.
  const plain = text.replaceAll(/\{[a-z]\}/g, '0');
  const own = /^\/(?!\/)/.test(text);
  if (!own && !URL.canParse(plain)) throw unusable(text);
  const url = new URL(plain, 'https://own');
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!safe || url.username !== '' || /[\s"'<>;]/.test(text)) throw unusable(text);
  const named = PLACES.filter((one) => text.includes(one));
  if (named.length !== 0 && named.length !== PLACES.length) throw unusable(text);
  if (/\.(pbf|mvt)$/.test(url.pathname)) {
    throw new ConfigError(TILES, text, 'vector tiles need a style: give the address of the style');
  }
  const archive = url.pathname.endsWith('.pmtiles') ? 'pmtiles' : 'style';
  const attribution = env['KIP_MAP_ATTRIBUTION'] ?? '';
  return {
    kind: named.length > 0 ? 'raster' : archive,
    url: text,
    origin: own ? null : url.origin,
    attribution: attribution === '' ? null : attribution,
  };
}

/**
 * Reads what maps are drawn from: `KIP_MAP_AREAS`, `KIP_MAP_TILES`, `KIP_MAP_ATTRIBUTION`.
 * @throws ConfigError naming the setting and the remedy
 */
export function mapSettings(env: NodeJS.ProcessEnv): MapSettings {
  const file = env['KIP_MAP_AREAS'] ?? '';
  return { areasFile: file === '' ? null : path.resolve(file), tiles: tileSource(env) };
}
