import { Button, Group, Paper, SegmentedControl, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, wordOf } from '../../../shared/address.js';
import { Empty } from '../../../shared/components/Empty.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { type Place } from '../../../shared/map/style.js';
import { useMay } from '../../me.js';
import { CaseMap } from '../CaseMap.js';
import { LiveSign } from '../LiveSign.js';
import { type Item, rowsQuery } from '../lists.js';
import { useLiveCases } from '../use-live-cases.js';
import { listAsked } from './asked.js';
import { Filters } from './Filters.js';
import { LongList } from './LongList.js';
import { SavedViews } from './SavedViews.js';
import classes from './all.module.css';

/** From this width on the map stands beside the list. */
const SIDE_BY_SIDE = '(min-width: 80em)';

function placesOf(items: readonly Item[]): readonly Place[] {
  return items.flatMap(({ code, lat, lon, overdue, unit }) =>
    lat === null || lon === null
      ? []
      : [
          {
            id: code,
            lat,
            lon,
            sign: overdue ? 'late' : unit === null ? 'quiet' : 'active',
          } as const,
        ],
  );
}

/** All cases in one's sight, as a list and on a map side by side. */
export function AllCasesPage(): ReactNode {
  const { t } = useTranslation(['cases', 'staff', 'shared']);
  const navigate = useNavigate();
  const [asked, change] = useAsked();
  const list = useMemo(() => listAsked(asked), [asked]);
  const broad = useMediaQuery(SIDE_BY_SIDE, true);
  const mapAsked = wordOf(asked, 'show') === 'map';
  const [looked, setLooked] = useState<string | null>(null);
  const mayFile = useMay('file_cases');
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    rowsQuery(list),
  );
  useLiveCases();
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const places = useMemo(() => placesOf(items), [items]);
  const more = hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null;
  const showsList = broad || !mapAsked;
  return (
    <>
      <PageTitle title={t('all.title')}>
        <Group gap="md">
          {mayFile && (
            <Button component={Link} to="/reports/new">
              {t('all.file')}
            </Button>
          )}
          <LiveSign />
        </Group>
      </PageTitle>
      <SavedViews list={list} change={change} />
      <Filters asked={asked} change={change} />
      {!broad && (
        <SegmentedControl
          mb="sm"
          aria-label={t('all.show')}
          data={[
            { value: 'list', label: t('all.list') },
            { value: 'map', label: t('all.map') },
          ]}
          value={mapAsked ? 'map' : 'list'}
          onChange={(show) => {
            change({ show: show === 'map' ? 'map' : '' });
          }}
        />
      )}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonList lines={6} height={72} />}
      {data && items.length === 0 && (
        <Paper>
          <Empty title={t('staff:list.none')} hint={t('all.noneHint')} />
        </Paper>
      )}
      {items.length > 0 && (
        <div className={classes.sides}>
          {showsList && (
            <div>
              <LongList items={items} more={more} looked={looked} onLook={setLooked} />
              <Text size="sm" c="dimmed" mt="sm" role="status">
                {t('staff:list.shown', { count: items.length })}
                {hasNextPage && ` · ${t('all.more')}`}
              </Text>
            </div>
          )}
          {(broad || mapAsked) && (
            <div className={classes.map}>
              <CaseMap
                places={places}
                active={looked}
                label={t('all.map')}
                height={broad ? 'calc(100vh - 7rem)' : 420}
                onPick={(code) => void navigate({ to: '/reports/$code', params: { code } })}
              />
            </div>
          )}
        </div>
      )}
    </>
  );
}
