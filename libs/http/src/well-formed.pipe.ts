import { Problem } from '#libs/contracts';
import { type PipeTransform } from '@nestjs/common';

/** Half of a character: JSON can escape it, and neither a mail address nor the database can hold it. */
const HALF = /\p{Surrogate}/u;

/** Where in what was sent a text is none; null: nowhere. */
function placeOfHalf(value: unknown, place: string): string | null {
  if (typeof value === 'string') return HALF.test(value) ? place : null;
  if (value === null || typeof value !== 'object') return null;
  for (const [key, inner] of Object.entries(value)) {
    // A name that is none itself is left out of the answer.
    if (HALF.test(key)) return place;
    const found = placeOfHalf(inner, place === '' ? key : `${place}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Refuses texts with half a character in them, before anything else looks at them.
 * @throws Problem `invalid_request` naming the field
 */
export class WellFormedPipe implements PipeTransform {
  transform(value: unknown): unknown {
    const field = placeOfHalf(value, '');
    if (field === null) return value;
    const message = 'it holds half a character (a lone surrogate); send valid Unicode';
    throw new Problem('invalid_request', field, [{ field, message }]);
  }
}
