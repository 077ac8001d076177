import { hash } from 'node:crypto';
import { type FieldFault, Problem } from '#libs/contracts';
import { type FileReportBody, type PhotoRef } from '#libs/dto';
import { type Actor, type Channel, type JsonObject, type JsonValue } from '#libs/domain';
import { type FormField, type Reference, type UploadRef, newId } from '#libs/store';
import { type Filing } from './receive.stage.js';
import { hashToken, trackingToken } from './token.js';

/** What somebody files, whichever door it comes through; its shape has been validated already. */
export interface FilingBody {
  readonly streamCode: string;
  readonly categoryCode: string | null;
  readonly areaCode: string | null;
  readonly text: string;
  /** Degrees, WGS 84. */
  readonly place: { readonly lat: number; readonly lon: number } | null;
  readonly address: string | null;
  readonly form: JsonObject;
  readonly contact: Filing['contact'];
  /** Uploads that become its photos; absent: none. */
  readonly photos?: readonly UploadRef[];
}

/** A filing whose receipt another system tells of. */
export type ToldFiling = Filing & { readonly told: NonNullable<Filing['told']> };

/** Through which door it comes. `client` is whose idempotency keys these are. */
export interface FilingDoor {
  readonly actor: Actor;
  readonly channel: Channel;
  readonly client: string;
  readonly idempotencyKey: string;
  /** Signs tracking tokens. */
  readonly secret: string;
}

/** How each field is called at the door, so that a fault names what was sent. */
export type FieldNames = Readonly<
  Record<'streamCode' | 'categoryCode' | 'areaCode' | 'form', string>
>;

/** The names of `FileReportBody`, which every HTTP door takes. */
export const FILING_FIELDS: FieldNames = {
  streamCode: 'stream',
  categoryCode: 'category',
  areaCode: 'ward',
  form: 'form',
};

/** The stream of what is seen in the street: somebody must find the place. */
const FIELD_STREAM = 'field';

/** Whether a report of the stream must say where it is. */
export function needsPlace(streamCode: string): boolean {
  return streamCode === FIELD_STREAM;
}

function placeOf({ lat, lon }: Pick<FileReportBody, 'lat' | 'lon'>): FilingBody['place'] {
  if (lat !== undefined && lon !== undefined) return { lat, lon };
  if (lat === undefined && lon === undefined) return null;
  const field = lat === undefined ? 'lat' : 'lon';
  const message = 'lat and lon go together';
  throw new Problem('invalid_request', message, [{ field, message }]);
}

/**
 * What was sent over HTTP, in the words of the pipeline.
 * @throws Problem `invalid_request` for half a place, or a field report without any
 */
export function filingBodyOf(body: Omit<FileReportBody, 'channel'>): FilingBody {
  const streamCode = body.stream ?? FIELD_STREAM;
  const place = placeOf(body);
  if (needsPlace(streamCode) && !place && body.address === undefined) {
    const message = 'a field report needs lat and lon, or an address';
    throw new Problem('invalid_request', message, [{ field: 'address', message }]);
  }
  return {
    streamCode,
    categoryCode: body.category ?? null,
    areaCode: body.ward ?? null,
    text: body.text,
    place,
    address: body.address ?? null,
    form: body.form ?? {},
    contact: contactOf(body.contact),
    ...(body.photos && { photos: uploadsOf(body.photos) }),
  };
}

/** Uploads as they are known by: their tokens go no further than this. */
export function uploadsOf(photos: readonly PhotoRef[]): readonly UploadRef[] {
  return photos.map(({ id, token }) => ({ id, tokenHash: hashToken(token) }));
}

function contactOf(contact: FileReportBody['contact']): Filing['contact'] {
  if (!contact) return null;
  return {
    name: contact.name ?? null,
    phone: contact.phone ?? null,
    email: contact.email ?? null,
    address: contact.address ?? null,
    showIdentity: contact.show_identity ?? false,
    language: contact.language ?? 'vi',
  };
}

const KEY = /^[\x21-\x7e]{22,200}$/;

/**
 * The idempotency key of a request: 22 to 200 printable characters, so that it can hold 128 bits.
 * @throws Problem `idempotency_key_invalid`
 */
export function idempotencyKey(header: string | undefined): string {
  if (header !== undefined && KEY.test(header)) return header;
  throw new Problem('idempotency_key_invalid', 'the header Idempotency-Key is missing or too weak');
}

/**
 * A filing as the receive stage takes it: its codes and its form checked against the reference
 * data, its id, token and hashes made before any transaction is opened.
 *
 * @throws Problem `unknown_reference` naming the fields whose codes do not exist, or
 * `invalid_request` naming the form's wrong fields
 */
export function filingOf(
  body: FilingBody,
  door: FilingDoor,
  reference: Reference,
  names: FieldNames,
): Filing {
  checkCodes(body, reference, names);
  checkForm(body, reference, names.form);
  const id = newId();
  const { place, ...sent } = body;
  return {
    ...sent,
    id,
    actor: door.actor,
    channel: door.channel,
    client: door.client,
    keyHash: hash('sha256', door.idempotencyKey),
    bodyHash: hash('sha256', canonical(body, door.channel)),
    tokenHash: hashToken(trackingToken(door.secret, id)),
    lat: place?.lat ?? null,
    lon: place?.lon ?? null,
  };
}

function checkCodes(body: FilingBody, reference: Reference, names: FieldNames): void {
  const faults: FieldFault[] = [];
  const { streamCode, categoryCode, areaCode } = body;
  if (!reference.streams.has(streamCode)) {
    faults.push({ field: names.streamCode, message: `no stream "${streamCode}"` });
  }
  const category = categoryCode === null ? null : reference.categories.get(categoryCode);
  if (category === undefined || (category && category.streamCode !== streamCode)) {
    const message = `no category "${categoryCode ?? ''}" in the stream "${streamCode}"`;
    faults.push({ field: names.categoryCode, message });
  } else if (category && reference.isOver(category.until)) {
    const message = `the category "${category.code}" ended on ${category.until ?? ''}: choose another`;
    faults.push({ field: names.categoryCode, message });
  }
  if (areaCode !== null && !reference.areas.has(areaCode)) {
    faults.push({ field: names.areaCode, message: `no area "${areaCode}"` });
  }
  if (faults.length > 0) {
    throw new Problem('unknown_reference', faults.map((one) => one.message).join('; '), faults);
  }
}

/** The fields that a report of this stream and category is asked for, the category's own first. */
export function formOf(
  reference: Reference,
  streamCode: string,
  categoryCode: string | null,
): readonly FormField[] {
  const own = reference
    .categoryPath(categoryCode)
    .flatMap((code) => reference.categories.get(code)?.form ?? []);
  return [...own, ...(reference.streams.get(streamCode)?.form ?? [])];
}

function checkForm(body: FilingBody, reference: Reference, name: string): void {
  const fields = new Map(
    formOf(reference, body.streamCode, body.categoryCode).map((field) => [field.code, field]),
  );
  const codes = new Set([...fields.keys(), ...Object.keys(body.form)]);
  const faults = [...codes].flatMap((code): FieldFault[] => {
    const message = faultOf(fields.get(code), body.form[code] ?? null);
    return message === null ? [] : [{ field: `${name}.${code}`, message }];
  });
  if (faults.length > 0) {
    const detail = faults.map((one) => `${one.field}: ${one.message}`).join('; ');
    throw new Problem('invalid_request', detail, faults);
  }
}

/** So many characters a field of a form has at most. */
export const LONGEST_FIELD = 2_000;

function faultOf(field: FormField | undefined, value: JsonValue): string | null {
  if (!field) return 'the form has no such field';
  if (value === null || value === '') return field.required ? 'it must be given' : null;
  switch (field.type) {
    case 'text':
      if (typeof value !== 'string') return 'it must be a text';
      return value.length > LONGEST_FIELD ? `at most ${LONGEST_FIELD} characters` : null;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'it must be a number';
    case 'choice': {
      const values = (field.options ?? []).map((option) => option.value);
      return values.some((one) => one === value) ? null : `one of ${values.join(', ')}`;
    }
  }
}

/** The same text for the same content: of its fields only the form's come in an order of the sender's. */
function canonical(body: FilingBody, channel: Channel): string {
  const form = Object.entries(body.form).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ ...body, form, channel });
}
