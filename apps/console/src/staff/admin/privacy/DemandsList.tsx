import { Button, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { useAsked, wordOf } from '../../../shared/address.js';
import { Due } from '../../../shared/components/Due.js';
import { Empty } from '../../../shared/components/Empty.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { StateBadge } from '../../../shared/components/StateBadge.js';
import { rowsQuery } from '../../cases/lists.js';
import { type ListAsked } from '../../queries.js';
import { DEMANDS } from './demands.js';
import classes from '../admin.module.css';

const OPEN = [
  ...(['received', 'in_review', 'offered', 'assigned', 'in_progress', 'waiting'] as const),
] as const;

function Demand({ item }: { readonly item: Schema<'ListItem'> }): ReactNode {
  const { code, text, state, due_at: due, overdue, paused } = item;
  return (
    <Link to={`/admin/privacy/demands/${code}`} className={`${classes.row} ${classes.rule}`}>
      <div>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {code}
          </Text>
          <StateBadge state={state} />
        </Group>
        <Text size="sm" lineClamp={2}>
          {text}
        </Text>
      </div>
      <Due at={due} overdue={overdue} paused={paused} />
    </Link>
  );
}

/** What people demand of their own data, by its deadline: each is a case like any other. */
export function DemandsList(): ReactNode {
  const { t } = useTranslation(['demands', 'shared']);
  const [asked, ask] = useAsked();
  const all = wordOf(asked, 'show') === 'all';
  const list: ListAsked = {
    ...{ stream: DEMANDS, sort: 'due_at', direction: 'asc' },
    ...(!all && { state: [...OPEN] }),
  };
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(rowsQuery(list));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" maw={720}>
        {t('lead')}
      </Text>
      <SegmentedControl
        aria-label={t('show')}
        style={{ alignSelf: 'flex-start' }}
        data={[
          { value: 'open', label: t('open') },
          { value: 'all', label: t('all') },
        ]}
        value={all ? 'all' : 'open'}
        onChange={(show) => {
          ask({ show: show === 'all' ? 'all' : '' });
        }}
      />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonList lines={4} height={76} />}
      {data && (
        <Paper className={classes.rows ?? ''}>
          {items.length === 0 && <Empty title={t('none')} hint={t('noneHint')} />}
          {items.map((item) => (
            <Demand key={item.code} item={item} />
          ))}
        </Paper>
      )}
      {hasNextPage && (
        <Group>
          <Button variant="default" onClick={() => void fetchNextPage()}>
            {t('shared:act.more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
