/** Text in lower case with one space between words and nothing else; accents stay. */
export function words(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\p{Mark}]+/gu, ' ')
    .trim();
}

/**
 * Text as search compares it: lower case, without Vietnamese accents, `đ` as `d`, runs of anything
 * that is neither letter nor digit as one space.
 */
export function fold(text: string): string {
  return words(text.normalize('NFD').replace(/\p{Mark}/gu, '')).replace(/đ/g, 'd');
}

/** Whether folded `text` holds folded `phrase` as whole words. */
export function holdsPhrase(foldedText: string, phrase: string): boolean {
  return ` ${foldedText} `.includes(` ${fold(phrase)} `);
}
