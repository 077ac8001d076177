import { describe, expect, it } from '@jest/globals';
import { mapSettings } from './map.js';

const tiles = (text: string): unknown => mapSettings({ KIP_MAP_TILES: text }).tiles;

describe('what maps are drawn from', () => {
  it('is areas alone unless something is set', () => {
    expect(mapSettings({})).toEqual({ areasFile: null, tiles: null });
  });

  it.each([
    ['https://tiles.example.vn/{z}/{x}/{y}.png', 'raster', 'https://tiles.example.vn'],
    ['https://maps.example.vn/styles/street?key=1', 'style', 'https://maps.example.vn'],
    ['https://maps.example.vn/hue.pmtiles', 'pmtiles', 'https://maps.example.vn'],
    ['http://localhost:8080/style.json', 'style', 'http://localhost:8080'],
    ['/tiles/hue.pmtiles', 'pmtiles', null],
  ])('takes %s for %s', (text, kind, origin) => {
    expect(tiles(text)).toEqual({ kind, url: text, origin, attribution: null });
  });

  it.each([
    ['http://tiles.example.vn/{z}/{x}/{y}.png', /https:/],
    ['https://tiles.example.vn/{z}/{x}.png', /\{z\}\/\{x\}\/\{y\}/],
    ['https://tiles.example.vn/{z}/{x}/{y}.pbf', /need a style/],
    ['https://me@tiles.example.vn/style.json', /https:/],
    ["https://tiles.example.vn/a; script-src 'unsafe-inline'", /https:/],
    ['//tiles.example.vn/style.json', /https:/],
    ['hue.pmtiles', /a path such as/],
  ])('refuses %s and says what to give', (text, remedy) => {
    expect(() => tiles(text)).toThrow(remedy);
  });
});
