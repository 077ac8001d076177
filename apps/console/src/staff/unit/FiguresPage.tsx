import { Anchor, Group, NativeSelect, Paper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { useAsked, wordOf } from '../../shared/address.js';
import { Empty } from '../../shared/components/Empty.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { figuresQuery, yearsQuery } from '../supervisor/queries.js';
import classes from './figures.module.css';

type Line = Schema<'FigureLine'>;

function Row({ name, line }: { readonly name: string; readonly line: Line }): ReactNode {
  const language = useLanguage();
  const { t } = useTranslation('cases');
  const { counts, rates } = line;
  const number = (count: number): string => formatNumber(count, language);
  const late = counts.late + counts.open_overdue;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-name={t('ownFigures.all')}>{number(counts.all)}</td>
      <td data-name={t('ownFigures.onTime')}>{number(counts.on_time)}</td>
      <td data-name={t('ownFigures.late')} {...(late > 0 && { 'data-sign': 'late' })}>
        {number(late)}
      </td>
      <td data-name={t('ownFigures.open')}>{number(counts.open_in_time)}</td>
      <td data-name={t('ownFigures.rate')}>
        {rates.on_time.whole === 0 ? '–' : rates.on_time[language]}
      </td>
    </tr>
  );
}

function Months({ year }: { readonly year: string }): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const asked = { of: 'legs', from: `${year}-01-01`, to: `${year}-12-31` } as const;
  const { data, error, isPending, refetch } = useQuery(
    figuresQuery({ ...asked, group_by: ['month'] }),
  );
  if (isPending) return <SkeletonList lines={6} height={40} />;
  if (!data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data.total.counts.all === 0) {
    return (
      <Paper>
        <Empty title={t('unit.noData')} hint={t('ownFigures.noneHint', { year })} />
      </Paper>
    );
  }
  const monthOf = (group: Schema<'FigureGroup'>): string =>
    group.values.at(0)?.label[language] ?? '–';
  return (
    <Paper p={0} className={classes.paper ?? ''}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('ownFigures.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ownFigures.month')}</th>
            <th scope="col">{t('ownFigures.all')}</th>
            <th scope="col">{t('ownFigures.onTime')}</th>
            <th scope="col">{t('ownFigures.late')}</th>
            <th scope="col">{t('ownFigures.open')}</th>
            <th scope="col">{t('ownFigures.rate')}</th>
          </tr>
        </thead>
        <tbody>
          {data.groups.map((group) => (
            <Row key={monthOf(group)} name={monthOf(group)} line={group} />
          ))}
        </tbody>
        <tfoot>
          <Row name={t('ownFigures.year', { year })} line={data.total} />
        </tfoot>
      </table>
    </Paper>
  );
}

/** How often a unit was in time: its own turns, month by month, by when it was given them. */
export function FiguresPage(): ReactNode {
  const { t } = useTranslation('cases');
  const [asked, change] = useAsked();
  const { data: years, error } = useQuery(yearsQuery);
  const known = years ?? (error ? [String(new Date().getFullYear())] : null);
  const year = wordOf(asked, 'year') || known?.[0];
  return (
    <>
      <Group mb="xs" className="kip-no-print">
        <Anchor component={Link} to="/cases" size="sm">
          {t('report.backCases')}
        </Anchor>
      </Group>
      <PageTitle title={t('ownFigures.title')}>
        {known && known.length > 1 && (
          <NativeSelect
            aria-label={t('ownFigures.chooseYear')}
            data={[...known]}
            value={year ?? ''}
            onChange={({ currentTarget }) => {
              change({ year: currentTarget.value });
            }}
          />
        )}
      </PageTitle>
      <Text size="sm" c="dimmed" mb="md" maw={640}>
        {t('ownFigures.lead')}
      </Text>
      {year === undefined ? <SkeletonList lines={6} height={40} /> : <Months year={year} />}
    </>
  );
}
