import { Button, Code, Group, Paper, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../api/client.js';
import { Due } from '../shared/components/Due.js';
import { PageTitle } from '../shared/components/PageTitle.js';

/** What a reporter is given: the code, the token, and by when they are answered. */
export function Receipt({
  filed,
  onAnother,
}: {
  readonly filed: Schema<'FiledReport'>;
  readonly onAnother: () => void;
}): ReactNode {
  const { t } = useTranslation(['citizen', 'shared']);
  return (
    <Stack>
      <PageTitle title={t('receipt.title')} />
      <Paper p="lg">
        <Stack gap="sm">
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
          <Group className="kip-no-print">
            <Button component={Link} to={`/reports/${filed.code}`} size="md">
              {t('receipt.track')}
            </Button>
            <Button variant="default" size="md" onClick={onAnother}>
              {t('receipt.another')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </Stack>
  );
}
