import { STATE_WORDS } from '#libs/contracts';
import { type PublicReport } from '#libs/dto';
import {
  PUBLISHED_OPEN,
  PUBLISHED_STATES,
  type Publication,
  type PublishedState,
  publicText,
  showsPlace,
} from '#libs/domain';
import { type Language, known } from '#libs/http';
import { type PublicFilter, type PublicRow, type Reference } from '#libs/store';
import { type PublicAsked, type Standing } from './public.dto.js';

function statesOf(standing: Standing | undefined): readonly PublishedState[] {
  if (standing === undefined) return PUBLISHED_STATES;
  if (standing === 'open') return PUBLISHED_OPEN;
  return PUBLISHED_STATES.filter((state) => !PUBLISHED_OPEN.includes(state));
}

/**
 * What is asked for, of what is published at all.
 * @param shown the streams that are asked about, by how they are published
 * @throws Problem `unknown_reference`: of what is not published nobody learns that there is any
 */
export function filterOf(
  { stream, category, area, standing }: PublicAsked,
  reference: Reference,
  shown: (publication: Publication) => boolean,
): PublicFilter {
  const code = stream === undefined ? null : known(reference, 'streams', stream, 'stream');
  const streams = [...reference.streams.values()].filter(({ publication }) => shown(publication));
  const categories = [...reference.categories.values()];
  return {
    streamCodes: streams.map((one) => one.code).filter((one) => code === null || one === code),
    hiddenCategories: categories.filter(({ sensitive }) => sensitive).map((one) => one.code),
    states: statesOf(standing),
    categoryCodes:
      category === undefined
        ? []
        : reference.categoriesBelow(known(reference, 'categories', category, 'category')),
    areaCode: area === undefined ? null : known(reference, 'areas', area, 'area'),
  };
}

/** A report for everybody: what its stream hides is left out, and whatever would tell who sent it. */
export function publicReport(
  row: PublicRow,
  reference: Reference,
  language: Language,
): PublicReport {
  const { code, state, received_at, updated_at, photos, followers } = row;
  const { stream_code: stream, category_code: category, area_code: area, unit_code: unit } = row;
  const placed = showsPlace(reference.streams.get(stream)?.publication ?? 'private');
  return {
    ...{ code, state, state_title: STATE_WORDS[state][language], stream },
    ...{ category, area, received_at, updated_at, photos, followers },
    category_title:
      category === null ? null : (reference.categories.get(category)?.name[language] ?? null),
    area_title: area === null ? null : (reference.areas.get(area)?.name[language] ?? null),
    unit: unit === null ? null : (reference.units.get(unit)?.name[language] ?? null),
    text: publicText(row.text),
    address: placed && row.address !== null ? publicText(row.address) : null,
    lat: placed ? row.lat : null,
    lon: placed ? row.lon : null,
  };
}
