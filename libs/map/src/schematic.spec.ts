import { describe, expect, it } from '@jest/globals';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import fc from 'fast-check';
import { type Centre, schematicCells } from './schematic.js';

const centres = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })), {
    ...{ minLength: 1, maxLength: 30, selector: ([x, y]) => `${x} ${y}` },
  })
  .map((places) =>
    places.map(([x, y], index): Centre => ({
      ...{ code: `a${index}`, lat: 16 + y / 100, lon: 107 + x / 100 },
    })),
  );

function metresish(one: { lat: number; lon: number }, other: Centre, middle: number): number {
  const narrow = Math.cos((middle * Math.PI) / 180);
  return Math.hypot((one.lon - other.lon) * narrow, one.lat - other.lat);
}

describe('cells around centres', () => {
  it('hold their own centre and no other, and end where they begin', () => {
    fc.assert(
      fc.property(centres, (all) => {
        const cells = schematicCells(all);
        expect([...cells.keys()]).toEqual(all.map(({ code }) => code));
        for (const { code, lat, lon } of all) {
          const holders = [...cells].filter(([, coordinates]) =>
            booleanPointInPolygon([lon, lat], { type: 'MultiPolygon', coordinates }),
          );
          expect(holders.map(([holder]) => holder)).toEqual([code]);
        }
        for (const [[ring = []] = []] of cells.values()) {
          expect(ring.length).toBeGreaterThanOrEqual(4);
          expect(ring.at(-1)).toEqual(ring[0]);
        }
      }),
    );
  });

  it('give a place within to the nearest centre', () => {
    fc.assert(
      fc.property(
        centres,
        fc.integer({ min: 0, max: 6_000 }),
        fc.integer({ min: 0, max: 6_000 }),
        (all, x, y) => {
          const place = { lat: 16 + y / 10_000, lon: 107 + x / 10_000 };
          const middle = all.reduce((sum, { lat }) => sum + lat, 0) / all.length;
          const found = [...schematicCells(all)].find(([, coordinates]) =>
            booleanPointInPolygon([place.lon, place.lat], { type: 'MultiPolygon', coordinates }),
          );
          if (!found) return;
          const own = all.find(({ code }) => code === found[0]);
          const nearest = Math.min(...all.map((one) => metresish(place, one, middle)));
          // As exact as the corners are rounded.
          if (own) expect(metresish(place, own, middle)).toBeLessThanOrEqual(nearest + 0.0001);
        },
      ),
    );
  });

  it('reach a little beyond the outermost centres and no further', () => {
    const hue: Centre[] = [
      { code: 'a', lat: 16.4, lon: 107.5 },
      { code: 'b', lat: 16.5, lon: 107.5 },
      { code: 'c', lat: 16.4, lon: 107.6 },
      { code: 'd', lat: 16.5, lon: 107.6 },
    ];
    const all = [...schematicCells(hue).values()].flat(2).flat();
    expect(Math.min(...all.map(([lon = 0]) => lon))).toBeCloseTo(107.5 - 0.05, 2);
    expect(Math.max(...all.map(([, lat = 0]) => lat))).toBeCloseTo(16.5 + 0.05, 2);
    expect(schematicCells([])).toEqual(new Map());
  });
});
