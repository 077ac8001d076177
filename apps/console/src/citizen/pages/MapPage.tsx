import { Anchor, Button, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { useAsked, wordOf } from '../../shared/address.js';
import { Empty } from '../../shared/components/Empty.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { StateBadge } from '../../shared/components/StateBadge.js';
import { formatDate } from '../../shared/format.js';
import { type Place } from '../../shared/map/style.js';
import { CitizenMap } from '../CitizenMap.js';
import { publishedPages } from '../queries.js';
import classes from './map.module.css';

type Report = Schema<'PublicReport'>;

const STANDINGS = ['all', 'open', 'ended'] as const;
type Standing = (typeof STANDINGS)[number];
const ENDED: readonly Report['state'][] = ['resolved', 'closed'];

function placesOf(reports: readonly Report[]): readonly Place[] {
  return reports.flatMap(({ code, lat, lon, state }) =>
    lat === null || lon === null
      ? []
      : [{ id: code, lat, lon, sign: ENDED.includes(state) ? 'quiet' : 'active' } as const],
  );
}

function Published({
  report,
  looked,
  onLook,
}: {
  readonly report: Report;
  readonly looked: boolean;
  readonly onLook: () => void;
}): ReactNode {
  const { t } = useTranslation('citizen');
  const { code, text, state, address, area_title: area, unit, followers } = report;
  const place = [address, area].filter((part) => part !== null).join(' · ');
  return (
    <Paper p="md" component="li" className={classes.item ?? ''} data-looked={looked}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {code} · {formatDate(report.received_at)}
        </Text>
        <StateBadge state={state} />
      </Group>
      <Text mt={4} style={{ overflowWrap: 'anywhere' }} {...(!looked && { lineClamp: 3 })}>
        {text}
      </Text>
      <Text size="sm" c="dimmed" mt={4}>
        {[place, unit].filter((part) => part !== null && part !== '').join(' · ')}
      </Text>
      <Group gap="sm" mt="xs">
        {report.lat !== null && (
          <Button variant="subtle" size="compact-md" mih={44} onClick={onLook}>
            {t('map.show')}
          </Button>
        )}
        {!ENDED.includes(state) && (
          <Anchor href={`/follow?code=${code}`} size="sm">
            {t('form.follow', { code })}
          </Anchor>
        )}
        {followers > 0 && (
          <Text size="sm" c="dimmed">
            {t('map.followers', { count: followers })}
          </Text>
        )}
      </Group>
    </Paper>
  );
}

/** What has been published, on a map and as a list that says the same. */
export function MapPage(): ReactNode {
  const { t } = useTranslation(['citizen', 'shared']);
  const [asked, change] = useAsked();
  const standing: Standing = STANDINGS.find((one) => one === wordOf(asked, 'standing')) ?? 'all';
  const looked = wordOf(asked, 'report');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(publishedPages(standing === 'all' ? {} : { standing }));
  const reports = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const places = useMemo(() => placesOf(reports), [reports]);
  const look = (code: string): void => {
    change({ report: code });
  };
  return (
    <>
      <PageTitle title={t('map.title')} />
      <SegmentedControl
        mb="md"
        aria-label={t('map.standing.label')}
        data={STANDINGS.map((value) => ({ value, label: t(`map.standing.${value}`) }))}
        value={standing}
        onChange={(value) => {
          change({ standing: value === 'all' ? '' : value, report: '' });
        }}
      />
      <div className={classes.sides}>
        <CitizenMap
          places={places}
          active={looked === '' ? null : looked}
          label={t('map.title')}
          height="min(60vh, 32rem)"
          onPick={look}
        />
        <div>
          {isPending && <SkeletonList height={120} />}
          {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
          {data && reports.length === 0 && <Empty title={t('map.none')} />}
          <Stack component="ul" gap="sm" className={classes.list ?? ''}>
            {reports.map((report) => (
              <Published
                key={report.code}
                report={report}
                looked={report.code === looked}
                onLook={() => {
                  look(report.code);
                }}
              />
            ))}
          </Stack>
          {hasNextPage && (
            <Button
              variant="default"
              mt="sm"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {t('shared:act.more')}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}
