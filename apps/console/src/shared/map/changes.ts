import type { GeoJSONSourceDiff } from 'maplibre-gl';
import { type Place, featureOf } from './style.js';

/** A place as the map has it, by its id. */
export type Told = ReadonlyMap<string, { readonly place: Place; readonly active: boolean }>;

export function toldOf(places: readonly Place[], active: string | null): Told {
  return new Map(places.map((place) => [place.id, { place, active: place.id === active }]));
}

const isSame = (before: Place, now: Place): boolean =>
  before === now || (before.lat === now.lat && before.lon === now.lon && before.sign === now.sign);

/**
 * What a map that has `before` is to be told so that it shows `now`: of ten thousand places, with each
 * further page of a list, only those that came.
 * @returns null: nothing is different
 */
export function changesOf(before: Told, now: Told): GeoJSONSourceDiff | null {
  const add = [];
  for (const [id, { place, active }] of now) {
    const known = before.get(id);
    // What is added under an id that is known stands in its place.
    if (known?.active !== active || !isSame(known.place, place)) add.push(featureOf(place, active));
  }
  const remove = [...before.keys()].filter((id) => !now.has(id));
  return add.length === 0 && remove.length === 0 ? null : { add, remove };
}
