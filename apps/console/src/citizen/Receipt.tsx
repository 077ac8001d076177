import { Button, Group, Paper, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../api/client.js';
import { PageTitle } from '../shared/components/PageTitle.js';
import { Given } from './Given.js';

/** What a reporter is given, and where they go from there. */
export function Receipt({
  filed,
  onAnother,
}: {
  readonly filed: Schema<'FiledReport'>;
  readonly onAnother: () => void;
}): ReactNode {
  const { t } = useTranslation('citizen');
  return (
    <Stack>
      <PageTitle title={t('receipt.title')} />
      <Paper p="lg">
        <Stack gap="sm">
          <Given filed={filed} />
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
