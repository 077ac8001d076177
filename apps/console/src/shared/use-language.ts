import { useTranslation } from 'react-i18next';
import { type Language } from './format.js';
import { languageOf } from './i18n.js';

/** The reader's language; the component is drawn anew when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languageOf(i18n.language);
}
