import { readFileSync } from 'node:fs';
import { ConfigError } from '#libs/config';
import { type Position, type Shape } from './shape.js';

const SETTING = 'KIP_MAP_AREAS';
/** A ring of three corners names the first one twice. */
const LEAST_IN_RING = 4;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function positionOf(value: unknown): Position | string {
  const [lon, lat] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (typeof lon !== 'number' || typeof lat !== 'number') {
    return 'a position is [longitude, latitude] in degrees';
  }
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return [lon, lat];
  return `[${lon}, ${lat}] is no place on earth: give degrees of WGS 84, longitude first`;
}

function ringOf(value: unknown): Position[] | string {
  if (!Array.isArray(value)) return 'a ring is a list of positions';
  const ring: Position[] = [];
  for (const one of value as readonly unknown[]) {
    const position = positionOf(one);
    if (typeof position === 'string') return position;
    ring.push(position);
  }
  const [first] = ring;
  const last = ring.at(-1);
  const closed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  if (ring.length >= LEAST_IN_RING && closed) return ring;
  return 'a ring has four positions or more and ends where it begins: close it';
}

function polygonOf(value: unknown): Position[][] | string {
  if (!Array.isArray(value) || value.length === 0) return 'a polygon is a list of rings: give one';
  const rings: Position[][] = [];
  for (const one of value as readonly unknown[]) {
    const ring = ringOf(one);
    if (typeof ring === 'string') return ring;
    rings.push(ring);
  }
  return rings;
}

function shapeOf(geometry: unknown): Shape | string {
  const { type, coordinates } = isObject(geometry) ? geometry : {};
  if (type === 'Polygon') {
    const polygon = polygonOf(coordinates);
    return typeof polygon === 'string' ? polygon : [polygon];
  }
  if (type !== 'MultiPolygon' || !Array.isArray(coordinates) || coordinates.length === 0) {
    return 'its geometry must be a Polygon or a MultiPolygon';
  }
  const shape: Shape = [];
  for (const one of coordinates as readonly unknown[]) {
    const polygon = polygonOf(one);
    if (typeof polygon === 'string') return polygon;
    shape.push(polygon);
  }
  return shape;
}

/**
 * The boundaries of areas, by their codes.
 * @param text GeoJSON: a FeatureCollection of polygons whose property `code` is an area's
 * @param file how it is called in messages
 * @throws ConfigError naming the feature and the remedy
 */
export function parseBoundaries(text: string, file: string): ReadonlyMap<string, Shape> {
  const wrong = (remedy: string): ConfigError => new ConfigError(SETTING, file, remedy);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong(`it is no JSON: ${String(error)}; give a GeoJSON file`);
  }
  const features = isObject(json) && json['type'] === 'FeatureCollection' ? json['features'] : null;
  if (!Array.isArray(features) || features.length === 0) {
    throw wrong('give a GeoJSON FeatureCollection with a feature for each area');
  }
  const found = new Map<string, Shape>();
  for (const [index, feature] of (features as readonly unknown[]).entries()) {
    const { properties, geometry } = isObject(feature) ? feature : {};
    const code = isObject(properties) ? properties['code'] : undefined;
    const name = `feature ${index + 1}`;
    if (typeof code !== 'string' || code === '') {
      throw wrong(`${name} has no property "code": give it the code of its area, as a text`);
    }
    if (found.has(code)) {
      throw wrong(`${name}: "${code}" stands above too: make one MultiPolygon of both`);
    }
    const shape = shapeOf(geometry);
    if (typeof shape === 'string') throw wrong(`${name} ("${code}"): ${shape}`);
    found.set(code, shape);
  }
  return found;
}

/** The same, of a file. @throws ConfigError also where it cannot be read */
export function readBoundaries(file: string): ReadonlyMap<string, Shape> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(SETTING, file, `give a file that can be read (${String(error)})`);
  }
  return parseBoundaries(text, file);
}
