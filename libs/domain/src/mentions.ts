/** `@` and a person's code, where no address of a mail stands: nothing of a word comes before it. */
const MENTION = /(?<![\p{Letter}\p{Number}._@-])@([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?!@)/giu;

/** The codes of people whom a text calls by `@code`, each once, in the order in which they come. */
export function mentionedIn(text: string): readonly string[] {
  const codes = [...text.matchAll(MENTION)].map(([, code = '']) => code.toLowerCase());
  return [...new Set(codes)];
}
