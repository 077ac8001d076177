import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../shared/use-language.js';
import { suggestionQuery } from '../cases/queries.js';
import { useNames } from '../cases/use-names.js';
import { useMay } from '../me.js';
import classes from './triage.module.css';

/** Where the case would go, and why; or why nothing sends it by itself. */
export function Suggestion({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation(['triage', 'cases']);
  const language = useLanguage();
  const names = useNames();
  const may = useMay('read_rules');
  const { data } = useQuery({ ...suggestionQuery(code), enabled: may });
  if (!data) return null;
  const { best, rule, reasons } = data;
  const where = best?.unit ?? best?.network ?? null;
  return (
    <section className={classes.suggestion} aria-label={t('suggestion.title')}>
      <Text size="sm" fw={600}>
        {best !== null && where !== null
          ? t('cases:field.suggested', {
              name: best.unit === null ? names.network(where) : names.unit(where),
            })
          : t('suggestion.none')}
      </Text>
      <Text size="sm" c="dimmed">
        {[
          ...(best === null
            ? []
            : [t(`cases:field.by.${best.by}`, { rule: rule?.reason[language] ?? '' })]),
          ...reasons.map((reason) => t(`suggestion.reason.${reason}`)),
        ].join(' · ')}
      </Text>
    </section>
  );
}
