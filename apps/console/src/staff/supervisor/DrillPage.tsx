import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api } from '../../api/client.js';
import { useAsked } from '../../shared/address.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { formatInstant, formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { referenceQuery } from '../queries.js';
import { Frame } from './Frame.js';
import { BasisLine } from './BasisLine.js';
import { type DrillAsked, drillQuery } from './queries.js';
import { type Question, addressOf, drillAsked, useQuestion } from './question.js';
import { AS_FILE, saveFile } from './save-file.js';
import classes from './supervisor.module.css';

type Item = Schema<'FiguresReport'>;

const CLASSES = [
  ...(['on_time', 'late', 'open_overdue', 'open_in_time', 'no_deadline', 'rejected'] as const),
  ...(['duplicate', 'withdrawn', 'spam', 'outside'] as const),
];

function Lines({ items }: { readonly items: readonly Item[] }): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const unitName = (code: string | null): string =>
    code === null
      ? t('drill.noUnit')
      : (reference?.units.find((unit) => unit.code === code)?.name[language] ?? code);
  const classOf = (name: string): string => {
    const known = CLASSES.find((one) => one === name);
    return known ? t(`figure.${known}`) : name;
  };
  const at = (instant: string | null): string =>
    instant === null ? '–' : formatInstant(instant, language);
  return (
    <div className={classes.paper}>
      <table className={classes.table} data-cards>
        <thead>
          <tr>
            <th scope="col">{t('drill.code')}</th>
            <th scope="col">{t('drill.class')}</th>
            <th scope="col">{t('drill.unit')}</th>
            <th scope="col">{t('drill.received')}</th>
            <th scope="col">{t('drill.due')}</th>
            <th scope="col">{t('drill.ended')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, row) => (
            <tr key={`${item.code} ${row}`}>
              <th scope="row">
                <Anchor component={Link} to={`/reports/${item.code}`} className={classes.code}>
                  {item.code}
                </Anchor>
                {item.count > 1 && <> × {item.count}</>}
              </th>
              <td
                className={classes.class}
                data-late={item.class === 'late' || item.class === 'open_overdue'}
              >
                {classOf(item.class)}
              </td>
              <td data-wide>{unitName(item.unit)}</td>
              <td data-wide data-label={t('drill.received')}>
                {at(item.received_at)}
              </td>
              <td data-wide data-label={t('drill.due')}>
                {at(item.due_at)}
              </td>
              <td data-wide data-label={t('drill.ended')}>
                {at(item.ended_at)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Download({ asked }: { readonly asked: DrillAsked }): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const download = useMutation({
    mutationFn: () =>
      saveFile(
        api.GET('/v1/figures/reports.csv', {
          params: { query: { ...asked, language } },
          ...AS_FILE,
        }),
        'reports.csv',
      ),
  });
  return (
    <Stack gap="xs">
      <Button
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        loading={download.isPending}
        onClick={() => {
          download.mutate();
        }}
      >
        {t('drill.csv')}
      </Button>
      {download.error && <ProblemNotice error={download.error} />}
    </Stack>
  );
}

function Behind({ question }: { readonly question: Question }): ReactNode {
  const { t } = useTranslation(['supervisor', 'shared']);
  const language = useLanguage();
  const [address] = useAsked();
  const asked = drillAsked(question, address);
  const query = useInfiniteQuery(drillQuery(asked));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  if (!data) {
    if (!error) return <SkeletonList lines={10} height={44} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  const items = data.pages.flatMap((page) => page.items);
  const asOf = data.pages[0]?.as_of ?? '';
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="start">
        <div>
          <Text fw={600}>
            {t(`figure.${asked.figure}`)} ·{' '}
            {t(question.cohort === 'due' ? 'cohort.due' : 'cohort.received')}
          </Text>
          <BasisLine basis={{ ...question.period, as_of: asOf }} />
        </div>
        <Download asked={{ ...asked, as_of: asOf }} />
      </Group>
      {items.length === 0 ? <Empty title={t('drill.none')} /> : <Lines items={items} />}
      {error && <ProblemNotice error={error} onRetry={() => void fetchNextPage()} />}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {t('drill.shown', { count: items.length, many: formatNumber(items.length, language) })}
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

/** The reports behind a figure: what was counted, and nothing else. */
export function DrillPage(): ReactNode {
  const { t } = useTranslation('supervisor');
  const { question } = useQuestion();
  return (
    <Frame title={t('drill.title')} question={question}>
      {question ? (
        <Stack gap="sm">
          <Link
            to="/overview"
            search={addressOf({ ...question, cohort: 'received' })}
            className={classes.number}
          >
            {t('drill.back')}
          </Link>
          <Behind question={question} />
        </Stack>
      ) : (
        <SkeletonList lines={10} height={44} />
      )}
    </Frame>
  );
}
