import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { Due } from '../../shared/components/Due.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { StateBadge } from '../../shared/components/StateBadge.js';
import { formatInstant } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { type ListAsked, referenceQuery, reportsQuery } from '../queries.js';
import classes from './case-table.module.css';

type Item = Schema<'ListItem'>;

const features = tableFeatures({});
const column = createColumnHelper<typeof features, Item>();

/** A unit's name in the reader's language; its code until the names are here. */
function UnitName({ code }: { readonly code: string | null }): ReactNode {
  const { t } = useTranslation('staff');
  const language = useLanguage();
  const { data } = useQuery(referenceQuery);
  if (code === null)
    return (
      <Text c="dimmed" size="sm">
        {t('list.noUnit')}
      </Text>
    );
  const unit = data?.units.find((one) => one.code === code);
  return <Text size="sm">{unit?.name[language] ?? code}</Text>;
}

function useColumns() {
  const { t } = useTranslation('staff');
  const language = useLanguage();
  return useMemo(
    () =>
      column.columns([
        column.accessor('code', {
          header: t('list.code'),
          cell: ({ getValue }) => <span className={classes.code}>{getValue()}</span>,
        }),
        column.accessor('text', {
          header: t('list.text'),
          cell: ({ row: { original } }) => (
            <>
              <Text size="sm" lineClamp={2}>
                {original.text}
              </Text>
              {original.address !== null && (
                <Text size="xs" c="dimmed" lineClamp={1}>
                  {original.address}
                </Text>
              )}
            </>
          ),
        }),
        column.accessor('state', {
          header: t('list.state'),
          cell: ({ getValue }) => <StateBadge state={getValue()} />,
        }),
        column.accessor('due_at', {
          header: t('list.due'),
          cell: ({ row: { original } }) => (
            <>
              <span className={classes.label}>{t('list.due')}</span>
              <Due at={original.due_at} overdue={original.overdue} paused={original.paused} />
            </>
          ),
        }),
        column.accessor('unit', {
          header: t('list.unit'),
          cell: ({ getValue }) => <UnitName code={getValue()} />,
        }),
        column.accessor('received_at', {
          header: t('list.received'),
          cell: ({ getValue }) => (
            <Text size="sm" className={classes.instant}>
              {formatInstant(getValue(), language)}
            </Text>
          ),
        }),
      ]),
    [t, language],
  );
}

function Table({ items }: { readonly items: Item[] }): ReactNode {
  const { t } = useTranslation('staff');
  const table = useTable({
    features,
    columns: useColumns(),
    data: items,
    getRowId: ({ code }) => code,
  });
  return (
    <Paper className={classes.paper}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('list.caption')}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id} scope="col">
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell) => (
                <td key={cell.id} data-column={cell.column.id}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Paper>
  );
}

/** Reports as a list: a table on a broad screen, cards on a telephone; more on demand. */
export function CaseTable({ asked }: { readonly asked: ListAsked }): ReactNode {
  const { t } = useTranslation(['staff', 'shared']);
  const query = useInfiniteQuery(reportsQuery(asked));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  if (!data) {
    if (!error) return <SkeletonList />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  if (items.length === 0) {
    return (
      <Paper>
        <Empty title={t('list.none')} hint={t('list.noneHint')} />
      </Paper>
    );
  }
  return (
    <Stack gap="sm">
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <Table items={items} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {t('list.shown', { count: items.length })}
        </Text>
        {hasNextPage && (
          <Button
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t('shared:act.more')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
