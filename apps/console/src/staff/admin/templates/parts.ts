/** What stands for something of the case; the server fills it in. */
export const PLACEHOLDERS = ['code', 'unit', 'due', 'category', 'reporter'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** A piece of a template's text: words, something that is filled in, or a name that nothing is known by. */
export type Part =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'filled'; readonly name: Placeholder }
  | { readonly kind: 'unknown'; readonly text: string };

const PLACE = /(\{\{\s*\w*\s*\}\})/;
const NAMED = /^\{\{\s*(\w*)\s*\}\}$/;

/** Takes a text apart, in its order. */
export function partsOf(text: string): readonly Part[] {
  return text.split(PLACE).flatMap((piece): readonly Part[] => {
    if (piece === '') return [];
    const named = NAMED.exec(piece)?.[1];
    if (named === undefined) return [{ kind: 'words', text: piece }];
    const name = PLACEHOLDERS.find((one) => one === named);
    return [name ? { kind: 'filled', name } : { kind: 'unknown', text: piece }];
  });
}

/** Puts something at the place of the cursor, in the place of what is selected. */
export function inserted(text: string, what: string, from: number, to: number): string {
  return text.slice(0, from) + what + text.slice(to);
}
