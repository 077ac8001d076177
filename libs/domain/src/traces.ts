/** By what a person may be recognised in a text. */
export interface Person {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
}

/** What stands where a trace of somebody stood. */
export const ERASED = '[đã xoá]';

/** Shorter ones stand in too many words that are nobody's. */
const SHORTEST = 2;
const SEPARATORS = '[ .()-]*';

/** A text as a pattern that means itself, however many spaces were typed. */
function literally(text: string): string {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('\\s+');
}

/** The digits by which a telephone number is the same however it is written, without 0 or 84. */
export function phoneDigits(phone: string): string {
  return phone.replace(/\D/g, '').replace(/^(?:0084|84|0)/, '');
}

/**
 * A telephone number however it is written: 0905 123 456, +84 905.123.456, 84905123456.
 * @returns null for fewer than six digits
 */
function phonePattern(phone: string): string | null {
  const digits = phoneDigits(phone);
  if (digits.length < 6) return null;
  return `(?:(?:\\+?84|0)${SEPARATORS})?${[...digits].join(SEPARATORS)}`;
}

/**
 * Patterns by which a person is found in texts: name, number, addresses. They mean the same to
 * JavaScript and to Postgres, and are to be used without regard to case.
 */
export function tracesOf({ name, phone, email, address }: Person): readonly string[] {
  const named = [name, email, address].flatMap((text) =>
    text !== null && text.trim().length >= SHORTEST ? [literally(text)] : [],
  );
  const number = phone === null ? null : phonePattern(phone);
  return number === null ? named : [...named, number];
}

/** A text without the traces. */
export function withoutTraces(text: string, traces: readonly string[]): string {
  return traces.reduce((left, trace) => left.replace(new RegExp(trace, 'giu'), ERASED), text);
}
