import { Problem } from '#libs/contracts';
import { type SuggestBody, type SuggestView } from '#libs/dto';
import { CONFIDENT, suggestCategories } from '#libs/domain';
import { type Reference } from '#libs/store';

const MOST = 3;
const USUAL_STREAM = 'field';

/**
 * What a text that is being written may be about: by the words by which the router would tell.
 * @param areaCode the area in which its place lies
 * @throws Problem `unknown_reference` where there is no such stream
 */
export function suggestView(
  reference: Reference,
  { text, stream = USUAL_STREAM }: SuggestBody,
  areaCode: string | null,
): SuggestView {
  if (!reference.streams.has(stream)) {
    const message = `no stream "${stream}"`;
    throw new Problem('unknown_reference', message, [{ field: 'stream', message }]);
  }
  const found = suggestCategories(text, stream, reference.categoryWords).slice(0, MOST);
  const area = areaCode === null ? undefined : reference.areas.get(areaCode);
  return {
    categories: found.flatMap(({ categoryCode: code, confidence, words }) => {
      const name = reference.categories.get(code)?.name;
      return name ? [{ code, name, confidence, confident: confidence >= CONFIDENT, words }] : [];
    }),
    area: area ? { code: area.code, name: area.name } : null,
  };
}
