import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { shown } from '../api/client.js';
import { type Language } from './format.js';
import { keptForGood } from './kept.js';

/** The catalogues of a bundle by their path, each loaded when a page first needs it. */
export type Catalogues = Readonly<Record<string, () => Promise<unknown>>>;

const KEPT = 'kip-language';
const LANGUAGES: readonly Language[] = ['vi', 'en'];

function isLanguage(value: string | null): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** What the address says, else what was chosen before, else Vietnamese. */
function chosenLanguage(): Language {
  const asked = new URLSearchParams(window.location.search).get('lang');
  if (isLanguage(asked)) return asked;
  const kept = keptForGood.read(KEPT);
  return isLanguage(kept) ? kept : 'vi';
}

function heed(language: string): void {
  if (!isLanguage(language)) return;
  shown.language = language;
  document.documentElement.lang = language;
}

/**
 * Starts the words of a bundle in the reader's language.
 * @param areas the catalogues that its first page needs: read at once, before anything is drawn
 */
export async function startWords(catalogues: Catalogues, areas: readonly string[]): Promise<void> {
  const backend: BackendModule = {
    type: 'backend',
    init: () => undefined,
    read: (language, area, done) => {
      const load = catalogues[`../words/${language}/${area}.json`];
      if (!load) {
        done(new Error(`no words for "${area}" in ${language}`), false);
        return;
      }
      load().then(
        (words) => {
          done(null, words as ResourceKey);
        },
        (error: unknown) => {
          done(error instanceof Error ? error : new Error(String(error)), false);
        },
      );
    },
  };
  i18next.on('languageChanged', heed);
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: chosenLanguage(),
      supportedLngs: LANGUAGES,
      fallbackLng: false,
      ns: [...areas],
      defaultNS: 'shared',
      // React escapes what it shows.
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/**
 * What a route of the router says for its page to come with its words.
 * A page whose parts waited for words of their own would be hidden again, whole, while they come.
 * @param areas the catalogues of all that is on the page
 */
export function withWords(...areas: readonly string[]): { readonly loader: () => Promise<void> } {
  return { loader: () => i18next.loadNamespaces(areas) };
}

/** Keeps the language for the next visit, such as after another site's page in between. */
export function keepLanguage(language: Language): void {
  keptForGood.write(KEPT, language);
}

/** Changes the language, and keeps the choice. */
export async function changeLanguage(language: Language): Promise<void> {
  keepLanguage(language);
  await i18next.changeLanguage(language);
}

/** The language in which the page is now. */
export function languageOf(name: string): Language {
  return name === 'en' ? 'en' : 'vi';
}
