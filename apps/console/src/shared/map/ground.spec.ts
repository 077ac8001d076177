import { describe, expect, it } from '@jest/globals';
import { groundOf } from './ground.js';

const INK = {
  ...{ ground: '#eee', surface: '#fff', line: '#ccc', text: '#111' },
  ...{ late: '#a00', active: '#06c', quiet: '#888' },
};
const AREAS = { type: 'FeatureCollection' as const, schematic: true, features: [] };

describe('what a map is drawn upon', () => {
  it('is the areas alone where the installation has no tiles', () => {
    const { sources, layers } = groundOf(INK, AREAS, { tiles: null, archive: null }, 'vi');
    expect(Object.keys(sources)).toEqual(['areas']);
    expect(layers.map(({ id }) => id)).toEqual(['ground', 'areas', 'borders']);
  });

  it('is pictures, or an archive of them, below the areas’ borders', () => {
    const tiles = {
      kind: 'raster',
      url: 'https://t.vn/{z}/{x}/{y}.png',
      attribution: 'T',
    } as const;
    const pictures = groundOf(INK, AREAS, { tiles, archive: null }, 'vi');
    expect(pictures.sources['tiles']).toMatchObject({ tiles: [tiles.url], attribution: 'T' });
    const archive = {
      url: 'pmtiles://https://t.vn/a.pmtiles',
      kind: 'raster',
      layers: [],
    } as const;
    const packed = groundOf(
      ...([INK, AREAS] as const),
      { tiles: { ...tiles, kind: 'pmtiles', attribution: null }, archive },
      'vi',
    );
    expect(packed.sources['tiles']).toEqual({ type: 'raster', url: archive.url });
    expect(packed.layers.map(({ id }) => id)).toEqual(['ground', 'tiles', 'areas', 'borders']);
  });

  it('is an archive of vectors, all areas before all lines before all names', () => {
    const tiles = { kind: 'pmtiles', url: '/a.pmtiles', attribution: null } as const;
    const layers = ['places', 'earth', 'roads'];
    const archive = { url: 'pmtiles://https://own/a.pmtiles', kind: 'vector', layers } as const;
    const style = groundOf(INK, AREAS, { tiles, archive }, 'en');
    const drawn = style.layers.map(({ type }) => type).slice(1, -2);
    expect(drawn).toEqual([...drawn].sort((a, b) => a.localeCompare(b)));
    expect(JSON.stringify(style.layers)).toContain('name:en');
  });
});
