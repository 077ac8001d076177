import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { formatDate } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { referenceQuery } from '../../queries.js';
import { calendarsQuery, policiesQuery } from '../queries.js';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What the fields of entries choose from. */
export interface Choices {
  readonly stream: readonly Choice[];
  readonly unit: readonly Choice[];
  readonly network: readonly Choice[];
  readonly area: readonly Choice[];
  readonly policy: readonly Choice[];
  readonly calendar: readonly Choice[];
  /** Of a stream, or of all; each with those above it. */
  readonly categories: (stream: string | undefined) => readonly Choice[];
}

interface Item {
  readonly code: string;
  readonly name: Schema<'BilingualView'>;
  readonly until?: string | null;
}

export function useChoices(): Choices {
  const { t } = useTranslation('reference');
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const { data: policies } = useQuery(policiesQuery);
  const { data: calendars } = useQuery(calendarsQuery);
  return useMemo(() => {
    // Whether a day of end has come is the server's to say: the day itself is shown.
    const ended = (label: string, until: string | null | undefined): string =>
      until ? `${label} (${t('until', { day: formatDate(until) })})` : label;
    const of = (items: readonly Item[] | undefined): readonly Choice[] =>
      items?.map(({ code, name, until }) => ({
        value: code,
        label: ended(name[language], until),
      })) ?? [];
    const categories = new Map(reference?.categories.map((one) => [one.code, one]));
    const pathOf = (code: string): string => {
      const one = categories.get(code);
      if (!one) return code;
      const { name, parent } = one;
      return parent === null ? name[language] : `${pathOf(parent)} › ${name[language]}`;
    };
    return {
      stream: of(reference?.streams),
      unit: of(reference?.units),
      network: of(reference?.networks),
      area: of(reference?.areas),
      policy: of(policies?.items),
      calendar: of(calendars?.items),
      categories: (stream) =>
        [...categories.values()]
          .filter((one) => stream === undefined || one.stream === stream)
          .map(({ code, until }) => ({ value: code, label: ended(pathOf(code), until) })),
    };
  }, [reference, policies, calendars, language, t]);
}
