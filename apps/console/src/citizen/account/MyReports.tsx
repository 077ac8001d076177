import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { Due } from '../../shared/components/Due.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { StateBadge } from '../../shared/components/StateBadge.js';
import { FromDevice } from './FromDevice.js';
import { myPages } from './me.js';

function Line({ report }: { readonly report: Schema<'MyReport'> }): ReactNode {
  return (
    <Paper p="md">
      <Group justify="space-between" gap="xs">
        <Anchor component={Link} to={`/reports/${report.code}`} fw={600}>
          {report.code}
        </Anchor>
        <StateBadge state={report.state} />
      </Group>
      <Text size="sm" lineClamp={2} mt={4}>
        {report.text}
      </Text>
      <Due at={report.promise} overdue={report.overdue} />
    </Paper>
  );
}

/** The reports of whoever is signed in, from whichever device they were sent. */
export function MyReports(): ReactNode {
  const { t } = useTranslation('citizen');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(myPages);
  if (isPending) return <SkeletonList lines={2} height={90} />;
  if (!data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  const reports = data.pages.flatMap(({ items }) => items);
  return (
    <Stack gap="sm" maw={640} mb="xl">
      {!hasNextPage && <FromDevice known={reports.map(({ code }) => code)} />}
      {reports.length === 0 && <Text c="dimmed">{t('account.none')}</Text>}
      {reports.map((report) => (
        <Line key={report.code} report={report} />
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('account.more')}
        </Button>
      )}
    </Stack>
  );
}
