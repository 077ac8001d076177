import { Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../shared/components/Empty.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { formatDate } from '../../shared/format.js';
import { publishedQuery } from '../queries.js';

function Published(): ReactNode {
  const { t } = useTranslation('citizen');
  const { data, error, isPending, refetch } = useQuery(publishedQuery());
  if (isPending) return <SkeletonList height={84} />;
  if (!data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0) return <Empty title={t('map.none')} />;
  return (
    <Stack gap="sm">
      {data.items.map((report) => (
        <Paper key={report.code} p="md">
          <Text size="xs" c="dimmed">
            {report.code} · {formatDate(report.received_at)}
          </Text>
          <Text lineClamp={3}>{report.text}</Text>
        </Paper>
      ))}
    </Stack>
  );
}

/** What has been published, for everybody to see. */
export function MapPage(): ReactNode {
  const { t } = useTranslation('citizen');
  return (
    <>
      <PageTitle title={t('map.title')} />
      <Published />
    </>
  );
}
