import { RATING_WORDS } from '#libs/contracts';
import { LONGEST, type PublicCategory, type PublicReference, type PublicStream } from '#libs/dto';
import { MOST_PHOTOS, RATINGS } from '#libs/domain';
import { MOST_UPLOAD_BYTES } from '#libs/http';
import { tilesView } from '#libs/map';
import { LONGEST_FIELD, formOf, needsPlace } from '#libs/pipeline';
import { type CategoryEntity, type Reference, type StreamEntity } from '#libs/store';
import { CITIZEN_BEGIN } from '../citizens/citizen-door.js';
import { type Ways } from '../ways.js';
import { type About } from './about.js';

function categoriesOf(
  reference: Reference,
  streamCode: string,
  parentCode: string | null,
): readonly PublicCategory[] {
  const below = ({ streamCode: stream, parentCode: parent, until }: CategoryEntity): boolean =>
    stream === streamCode && parent === parentCode && !reference.isOver(until);
  return [...reference.categories.values()].filter(below).map(({ code, name }) => ({
    ...{ code, name, form: formOf(reference, streamCode, code) },
    children: categoriesOf(reference, streamCode, code),
  }));
}

function streamOf({ code, name, publication }: StreamEntity, reference: Reference): PublicStream {
  return {
    ...{ code, name, publication, place_needed: needsPlace(code) },
    form: formOf(reference, code, null),
    categories: categoriesOf(reference, code, null),
  };
}

/** What citizens may know: nothing of units, people, policies and words that are looked for. */
export function publicReference(reference: Reference, about: About, ways: Ways): PublicReference {
  const { captcha, map, name, signIn } = about;
  const streams = [...reference.streams.values()].filter(({ citizens }) => citizens);
  const areas = [...reference.areas.values()].filter(
    ({ validUntil }) => !reference.isOver(validUntil),
  );
  return {
    name,
    streams: streams.map((stream) => streamOf(stream, reference)),
    areas: areas.map(({ code, name: called, kind, lat, lon }) => ({
      ...{ code, name: called, kind, lat, lon },
    })),
    ratings: RATINGS.map((value) => ({ value, name: RATING_WORDS[value] })),
    ways: { mail: ways.mail, phone: ways.phone },
    sign_in: signIn === null ? null : { label: signIn, url: CITIZEN_BEGIN },
    captcha: captcha ? { kind: captcha.kind, site_key: captcha.siteKey } : null,
    limits: {
      ...{ photos: MOST_PHOTOS, photo_bytes: MOST_UPLOAD_BYTES, field: LONGEST_FIELD },
      ...LONGEST,
    },
    map: { tiles: tilesView(map.tiles), schematic: map.placed(reference).schematic },
  };
}
