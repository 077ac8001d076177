import { Alert, Code, Paper, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant, formatNumber } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { Loaded } from '../Loaded.js';
import { sealQuery } from './audit.js';

/** Whether the history is as it was written. */
export function Seal(): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  return (
    <Loaded query={useQuery(sealQuery)} lines={1} height={110}>
      {({ number, hash, sealed_at: at, holds, waiting, faults }) =>
        holds ? (
          <Paper p="md">
            <Text fw={600}>{t('audit.holds', { number: formatNumber(number, language) })}</Text>
            <Text size="sm" c="dimmed">
              {at === null
                ? t('audit.unsealed')
                : t('audit.sealedAt', { at: formatInstant(at, language) })}
              {waiting > 0 && ` · ${t('audit.waiting', { count: waiting })}`}
            </Text>
            {hash !== null && <Code style={{ overflowWrap: 'anywhere' }}>{hash}</Code>}
          </Paper>
        ) : (
          <Alert
            color="red"
            variant="outline"
            icon={<IconAlertTriangle aria-hidden />}
            title={t('audit.broken')}
          >
            {faults.map(({ what, id }) => (
              <Text key={`${what} ${id}`} size="sm">
                {what}: <Code>{id}</Code>
              </Text>
            ))}
          </Alert>
        )
      }
    </Loaded>
  );
}
