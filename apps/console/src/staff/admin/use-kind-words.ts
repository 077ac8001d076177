import { useTranslation } from 'react-i18next';
import { type Choice } from './reference/use-choices.js';

type Kinds = 'event' | 'access';

/** What happens to reports (`event`) and to access, in words. */
export function useKindWords(kinds: Kinds) {
  const { t } = useTranslation('kinds');
  const words: Readonly<Record<string, string>> = t(kinds, { returnObjects: true });
  return {
    /** A kind that these pages do not know yet shows its code. */
    word: (kind: string): string => words[kind] ?? kind,
    choices: Object.entries(words).map(([value, label]): Choice => ({ value, label })),
  };
}
