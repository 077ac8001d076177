import { Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { formatInstant } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { writtenDay } from './period.js';

/** Days and instant of what is counted: a number without them says nothing. */
export function BasisLine({
  basis,
}: {
  readonly basis: Pick<Schema<'FiguresBasis'>, 'from' | 'to' | 'as_of'>;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  return (
    <Text size="sm" c="dimmed">
      {t('basis', {
        from: writtenDay(basis.from),
        to: writtenDay(basis.to),
        asOf: formatInstant(basis.as_of, language),
      })}
    </Text>
  );
}
