import { Problem } from '#libs/contracts';
import { fold } from '#libs/domain';
import { type Reference } from '#libs/store';
import { Transform } from 'class-transformer';

/** How an address says yes or no. */
export const YES_NO = ['true', 'false'] as const;
export type YesNo = (typeof YES_NO)[number];

/** A field that an address may name once or many times: a list in both cases. */
export const AsList = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    value === undefined || Array.isArray(value) ? value : [value],
  );

/** An instant that was asked for; null: none was. */
export function askedInstant(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

/** Yes or no, where it was asked for; null: it was not. */
export function askedYesNo(text: YesNo | undefined): boolean | null {
  return text === undefined ? null : text === 'true';
}

/**
 * Words to look for, in the field `q`; null: none. A text without a letter or digit would find everything.
 * @throws Problem `invalid_request`
 */
export function askedWords(words: string | undefined): string | null {
  if (words === undefined || words === '') return null;
  if (fold(words) !== '') return words;
  const message = 'give a letter or a digit to look for';
  throw new Problem('invalid_request', `q: ${message}`, [{ field: 'q', message }]);
}

/** Tables of the reference data by whose codes something may be asked for. */
export type CodeTable = 'streams' | 'units' | 'networks' | 'people' | 'areas' | 'categories';

const ONE_OF: Readonly<Record<CodeTable, string>> = {
  streams: 'stream',
  units: 'unit',
  networks: 'network',
  people: 'person',
  areas: 'area',
  categories: 'category',
};

/**
 * The code, if the table has it.
 * @throws Problem `unknown_reference` naming the field
 */
export function known(reference: Reference, table: CodeTable, code: string, field: string): string {
  if (reference[table].has(code)) return code;
  const message = `no ${ONE_OF[table]} "${code}"`;
  throw new Problem('unknown_reference', message, [{ field, message }]);
}

/**
 * The same, of what has an end: what has ended is chosen no more.
 * @throws Problem `unknown_reference` naming the field
 */
export function inForce(
  reference: Reference,
  table: 'units' | 'networks' | 'categories',
  code: string,
  field: string,
): string {
  known(reference, table, code, field);
  const until = reference[table].get(code)?.until ?? null;
  if (!reference.isOver(until)) return code;
  const message = `the ${ONE_OF[table]} "${code}" ended on ${until ?? ''}: choose another`;
  throw new Problem('unknown_reference', message, [{ field, message }]);
}
