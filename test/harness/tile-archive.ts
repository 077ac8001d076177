import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature, GeoJSON } from 'geojson';

const HEADER_BYTES = 127;
const NOT_COMPRESSED = 1;
const VECTORS = 1;

const feature = (geometry: Feature['geometry'], properties: object = {}): Feature => ({
  ...{ type: 'Feature', geometry, properties: { ...properties } },
});
/** A piece of land, a river, a road and a town, around Huế. */
const LAYERS: Readonly<Record<string, GeoJSON>> = {
  earth: feature({
    type: 'Polygon',
    coordinates: [
      [
        [105, 14],
        [110, 14],
        [110, 19],
        [105, 19],
        [105, 14],
      ],
    ],
  }),
  water: feature({
    type: 'Polygon',
    coordinates: [
      [
        [107.4, 16.44],
        [107.8, 16.5],
        [107.8, 16.52],
        [107.4, 16.46],
        [107.4, 16.44],
      ],
    ],
  }),
  roads: feature({
    type: 'LineString',
    coordinates: [
      [107.3, 16.3],
      [107.9, 16.6],
    ],
  }),
  places: feature({ type: 'Point', coordinates: [107.59, 16.46] }, { name: 'Huế' }),
};

/** The world in one tile, as an archive of PMTiles 3 with nothing compressed. */
function archiveBytes(): Buffer {
  const tiles = Object.entries(LAYERS).flatMap(([name, data]) => {
    const tile = geoJSONToTile(data, 0, 0, 0, { tolerance: 0, extent: 4096 });
    return tile ? [[name, tile] as const] : [];
  });
  const tile = Buffer.from(fromGeojsonVt(Object.fromEntries(tiles), { version: 2, extent: 4096 }));
  const fields = Object.keys(LAYERS).map((id) => ({ id, fields: {} }));
  const metadata = Buffer.from(JSON.stringify({ vector_layers: fields }));
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
  // One entry: tile 0, run of 1, its length, at the beginning.
  const directory = Buffer.from([1, 0, 1, ...varint(tile.length), 1]);
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles');
  header.writeUInt8(3, 7);
  const after = HEADER_BYTES + directory.length;
  const numbers = [
    ...[HEADER_BYTES, directory.length],
    ...[after, metadata.length],
    // No directories below the first one.
    ...[0, 0],
    ...[after + metadata.length, tile.length],
    // Addressed tiles, entries, contents.
    ...[1, 1, 1],
  ];
  for (const [at, value] of numbers.entries()) header.writeBigUInt64LE(BigInt(value), 8 + at * 8);
  header.writeUInt8(1, 96);
  header.writeUInt8(NOT_COMPRESSED, 97);
  header.writeUInt8(NOT_COMPRESSED, 98);
  header.writeUInt8(VECTORS, 99);
  for (const [at, degrees] of [-180, -85, 180, 85].entries()) {
    header.writeInt32LE(degrees * 1e7, 102 + at * 4);
  }
  return Buffer.concat([header, directory, metadata, tile]);
}

/** An archive of tiles on another host of this machine, of which parts are asked for. */
export interface TileArchive {
  readonly url: string;
  /** How many parts were asked for so far. */
  parts(): number;
  stop(): Promise<void>;
}

export async function serveTileArchive(): Promise<TileArchive> {
  const bytes = archiveBytes();
  let parts = 0;
  const answer = ({ headers, method }: IncomingMessage, response: ServerResponse): void => {
    const found = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
    const [from, to] = [Number(found?.[1] ?? 0), Number(found?.[2] ?? bytes.length - 1)];
    const part = bytes.subarray(from, to + 1);
    response.writeHead(method === 'OPTIONS' ? 204 : 206, {
      ...{ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'range' },
      ...{ 'Access-Control-Expose-Headers': 'content-range, etag', ETag: '"one"' },
      'Content-Range': `bytes ${from}-${from + part.length - 1}/${bytes.length}`,
    });
    if (method === 'GET') parts += 1;
    response.end(method === 'GET' ? part : undefined);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hue.pmtiles`,
    parts: () => parts,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
