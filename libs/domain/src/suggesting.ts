import { fold, holdsPhrase, words } from './text.js';

/** A category's words, by which a report without a category is recognised. */
export interface CategoryWords {
  readonly code: string;
  readonly streamCode: string;
  readonly keywords: readonly string[];
}

/** A guess at the category: `confidence` is its share of all the words found, 0 to 1. */
export interface Suggestion {
  readonly categoryCode: string;
  readonly confidence: number;
  readonly words: readonly string[];
}

/** Below this share a guess is shown to the operator and not acted upon. */
export const CONFIDENT = 0.6;

/** The categories whose words a report holds, the likeliest first; longer phrases weigh more. */
export function suggestCategories(
  text: string,
  streamCode: string,
  categories: readonly CategoryWords[],
): readonly Suggestion[] {
  const folded = fold(text);
  const scored = categories
    .filter((category) => category.streamCode === streamCode)
    .map((category) => {
      const words = category.keywords.filter((keyword) => holdsPhrase(folded, keyword));
      const score = words.reduce((sum, word) => sum + fold(word).split(' ').length, 0);
      return { categoryCode: category.code, words, score };
    })
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || a.categoryCode.localeCompare(b.categoryCode));
  const total = scored.reduce((sum, one) => sum + one.score, 0);
  return scored.map(({ categoryCode, score, words }) => ({
    ...{ categoryCode, confidence: score / total, words },
  }));
}

/** The likeliest of them. Null: no word known. */
export function suggestCategory(
  text: string,
  streamCode: string,
  categories: readonly CategoryWords[],
): Suggestion | null {
  return suggestCategories(text, streamCode, categories)[0] ?? null;
}

/**
 * The sensitive phrases that a text holds. Accents count, or "từ từ" (slowly) would be "tự tử"
 * (suicide); a text typed wholly without accents is compared without them, since a person looking
 * once too often is the smaller harm.
 */
export function sensitiveWords(text: string, phrases: readonly string[]): readonly string[] {
  const folded = fold(text);
  const accented = words(text);
  const plain = accented === folded;
  return phrases.filter((phrase) =>
    plain ? holdsPhrase(folded, phrase) : ` ${accented} `.includes(` ${words(phrase)} `),
  );
}
