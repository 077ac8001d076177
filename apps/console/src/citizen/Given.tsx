import { Code, Group, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../api/client.js';
import { Due } from '../shared/components/Due.js';

/** What whoever filed something is given: its code, by when they are answered, and the token. */
export function Given({ filed }: { readonly filed: Schema<'FiledReport'> }): ReactNode {
  const { t } = useTranslation(['citizen', 'shared']);
  return (
    <>
      <Text size="xl" fw={650}>
        {filed.code}
      </Text>
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {t('shared:due.label')}
        </Text>
        <Due at={filed.promise} overdue={false} />
      </Group>
      <div>
        <Text size="sm" c="dimmed">
          {t('track.token')}
        </Text>
        <Code style={{ overflowWrap: 'anywhere' }}>{filed.tracking_token}</Code>
      </div>
      <Text size="sm">{t('receipt.kept')}</Text>
    </>
  );
}
