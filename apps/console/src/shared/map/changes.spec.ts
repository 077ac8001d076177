import { describe, expect, it } from '@jest/globals';
import { changesOf, toldOf } from './changes.js';
import { type Place } from './style.js';

const place = (id: string, sign: Place['sign'] = 'active', lat = 16.4): Place => ({
  ...{ id, sign, lat, lon: 107.6 },
});

const added = (changes: ReturnType<typeof changesOf>) =>
  changes?.add?.map(({ properties }) => properties) ?? [];

describe('what a map is told', () => {
  it('is everything at first, and each place by its id', () => {
    const changes = changesOf(toldOf([], null), toldOf([place('a'), place('b')], 'b'));
    expect(added(changes)).toEqual([
      { id: 'a', sign: 'active', active: false },
      { id: 'b', sign: 'active', active: true },
    ]);
    expect(changes?.remove).toEqual([]);
  });

  it('is only what a further page brought', () => {
    const before = toldOf([place('a')], null);
    expect(added(changesOf(before, toldOf([place('a'), place('b')], null)))).toEqual([
      { id: 'b', sign: 'active', active: false },
    ]);
  });

  it('is what became late, what moved, what is looked at now and what was until now', () => {
    const before = toldOf([place('a'), place('b'), place('c'), place('d'), place('e')], 'c');
    const now = [
      place('a', 'late'),
      place('b', 'active', 16.5),
      place('c'),
      place('d'),
      place('e'),
    ];
    expect(added(changesOf(before, toldOf(now, 'd')))).toEqual([
      { id: 'a', sign: 'late', active: false },
      { id: 'b', sign: 'active', active: false },
      { id: 'c', sign: 'active', active: false },
      { id: 'd', sign: 'active', active: true },
    ]);
  });

  it('is what left the list', () => {
    const changes = changesOf(toldOf([place('a'), place('b')], null), toldOf([place('b')], null));
    expect(changes).toEqual({ add: [], remove: ['a'] });
  });

  it('is nothing where nothing is different', () => {
    expect(changesOf(toldOf([place('a')], 'a'), toldOf([place('a')], 'a'))).toBeNull();
  });
});
