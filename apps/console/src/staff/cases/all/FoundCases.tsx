import { Paper, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, memo, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../shared/components/Empty.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { type Place } from '../../../shared/map/style.js';
import { useWhenStill } from '../../../shared/use-when-still.js';
import { type ListAsked } from '../../queries.js';
import { CaseMap } from '../CaseMap.js';
import { type Item, rowsQuery } from '../lists.js';
import { LongList } from './LongList.js';
import classes from './all.module.css';

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

interface OnMapProps {
  readonly items: readonly Item[];
  readonly looked: string | null;
  readonly height: number | string;
}

/** The same cases where they lie. It is left alone while the list only moves. */
const OnMap = memo(function OnMap({ items, looked, height }: OnMapProps): ReactNode {
  const { t } = useTranslation('cases');
  const navigate = useNavigate();
  const places = useMemo(() => placesOf(items), [items]);
  const open = useCallback(
    (code: string) => void navigate({ to: '/reports/$code', params: { code } }),
    [navigate],
  );
  return (
    <CaseMap places={places} active={looked} label={t('all.map')} height={height} onPick={open} />
  );
});

interface Props {
  readonly asked: ListAsked;
  readonly showsList: boolean;
  /** Null: the list stands alone. */
  readonly map: 'beside' | 'alone' | null;
}

/** The cases that were asked for, page after page, as a list and on a map. */
export function FoundCases({ asked, showsList, map }: Props): ReactNode {
  const { t } = useTranslation(['cases', 'staff']);
  const [looked, setLooked] = useState<string | null>(null);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    rowsQuery(asked),
  );
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const onMap = useWhenStill(items);
  const more = hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null;
  return (
    <>
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
          {map !== null && (
            <div className={classes.map}>
              <OnMap
                items={onMap}
                looked={looked}
                height={map === 'beside' ? 'calc(100vh - 7rem)' : 420}
              />
            </div>
          )}
        </div>
      )}
    </>
  );
}
