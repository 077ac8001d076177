/** With these a spreadsheet may take a text for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A text that no spreadsheet carries out: with an apostrophe before what would be a formula. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
