import { type FileReportBody, Problem } from '#libs/contracts';
import { type FilingBody } from '#libs/pipeline';

/** The stream of what citizens see in the street: it needs a place. */
const FIELD = 'field';

function placeOf({ lat, lon }: FileReportBody): FilingBody['place'] {
  if (lat !== undefined && lon !== undefined) return { lat, lon };
  if (lat === undefined && lon === undefined) return null;
  const field = lat === undefined ? 'lat' : 'lon';
  const message = 'lat and lon go together';
  throw new Problem('invalid_request', message, [{ field, message }]);
}

/**
 * What a citizen sent, in the words of the pipeline.
 * @throws Problem `invalid_request` for half a place, or a field report without any
 */
export function filingBody(body: FileReportBody): FilingBody {
  const streamCode = body.stream ?? FIELD;
  const place = placeOf(body);
  if (streamCode === FIELD && !place && body.address === undefined) {
    const message = 'a field report needs lat and lon, or an address';
    throw new Problem('invalid_request', message, [{ field: 'address', message }]);
  }
  const { contact } = body;
  return {
    streamCode,
    categoryCode: body.category ?? null,
    areaCode: body.ward ?? null,
    text: body.text,
    place,
    address: body.address ?? null,
    form: body.form ?? {},
    contact: contact
      ? {
          name: contact.name ?? null,
          phone: contact.phone ?? null,
          email: contact.email ?? null,
          address: contact.address ?? null,
          showIdentity: contact.show_identity ?? false,
        }
      : null,
  };
}
