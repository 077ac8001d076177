import { describe, expect, it } from '@jest/globals';
import { parseBoundaries } from './boundaries.js';

const square = [
  [107, 16],
  [108, 16],
  [108, 17],
  [107, 16],
];
const feature = (code: unknown, geometry: unknown): object => ({
  ...{ type: 'Feature', properties: { code }, geometry },
});
const polygon = (ring: unknown): object => ({ type: 'Polygon', coordinates: [ring] });
const file = (...features: object[]): string =>
  JSON.stringify({ type: 'FeatureCollection', features });

describe('boundaries from a file', () => {
  it('are those of each area, one polygon or many', () => {
    const many = { type: 'MultiPolygon', coordinates: [[square], [square]] };
    const found = parseBoundaries(file(feature('a', polygon(square)), feature('b', many)), 'x');
    expect(found.get('a')).toEqual([[square]]);
    expect(found.get('b')).toEqual([[square], [square]]);
  });

  it.each([
    ['no JSON', /it is no JSON/],
    ['{}', /FeatureCollection/],
    [file(), /a feature for each area/],
    [file(feature(19753, polygon(square))), /feature 1 has no property "code".*as a text/],
    [
      file(feature('a', polygon(square)), feature('a', polygon(square))),
      /feature 2: "a" stands above/,
    ],
    [file(feature('a', { type: 'Point', coordinates: [1, 2] })), /feature 1 \("a"\).*Polygon/],
    [file(feature('a', polygon(square.slice(1)))), /close it/],
    [file(feature('a', polygon([...square, [16, 107]]))), /longitude first/],
    [file(feature('a', null)), /Polygon or a MultiPolygon/],
  ])('of %s are refused with what to do', (text, remedy) => {
    expect(() => parseBoundaries(text, 'areas.geojson')).toThrow(remedy);
  });
});
