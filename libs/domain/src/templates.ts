import { Refusal } from './refusal.js';

/** What a template may leave open, to be filled in from the case that it is used for. */
export const PLACEHOLDERS = ['code', 'unit', 'due', 'category', 'reporter'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** What is known of a case for each placeholder; null: there is nothing to fill in. */
export type PlaceholderValues = Readonly<Record<Placeholder, string | null>>;

const BRACES = /\{\{\s*([^{}]*?)\s*\}\}/g;
/** Stands where nothing is known, so that nobody sends it on unread. */
const OPEN = '……';

/** The names in a text that are no placeholders, each once; a brace that is not closed counts as one. */
export function unknownPlaceholders(text: string): readonly string[] {
  const names = [...text.matchAll(BRACES)].map(([, name = '']) => name);
  const unknown = names.filter((name) => !PLACEHOLDERS.some((known) => known === name));
  const rest = text.replace(BRACES, '');
  const stray = /\{\{[^\s{}]*|\}\}/.exec(rest);
  return [...new Set([...unknown, ...(stray ? [stray[0]] : [])])];
}

/** The placeholders that a text uses. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  return PLACEHOLDERS.filter((known) =>
    [...text.matchAll(BRACES)].some(([, name]) => name === known),
  );
}

/** A text filled in, and the placeholders for which nothing was known. */
export interface Rendered {
  readonly text: string;
  readonly missing: readonly Placeholder[];
}

/**
 * Fills a template in. What is filled in is not looked through again, whatever it holds.
 * @throws Refusal `text_needed` where nothing but spaces would be left
 */
export function renderTemplate(template: string, values: PlaceholderValues): Rendered {
  const used = placeholdersIn(template);
  const text = template.replace(BRACES, (whole, name: string) => {
    const known = used.find((one) => one === name);
    return known === undefined ? whole : (values[known] ?? OPEN);
  });
  if (text.trim() === '') throw new Refusal('text_needed', { action: 'template' });
  return { text, missing: used.filter((one) => values[one] === null) };
}
