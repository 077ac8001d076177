import { Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, wordOf } from '../../shared/address.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { formatInstant, formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { CaseMap } from '../cases/CaseMap.js';
import { CohortSwitch } from './CohortSwitch.js';
import { FiguresComing } from './FiguresComing.js';
import { FilterBar } from './FilterBar.js';
import { Frame } from './Frame.js';
import { OF, type Of, fullest, heatBy } from './heat.js';
import { placesQuery } from './queries.js';
import { type Question, askedOf, useQuestion } from './question.js';
import classes from './supervisor.module.css';

/** So many of the fullest cells are told in words. */
const TOLD = 10;

function Answered({ question, of }: { readonly question: Question; readonly of: Of }): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const [looked, setLooked] = useState<string | null>(null);
  const asked = { ...askedOf(question), cohort: question.cohort };
  const { data, error, refetch } = useQuery(placesQuery(asked));
  const heat = useMemo(() => heatBy(data?.places ?? [], of), [data, of]);
  const top = useMemo(() => fullest(data?.places ?? [], of, TOLD), [data, of]);
  const places = useMemo(
    () => top.map(({ lat, lon }) => ({ id: `${lat} ${lon}`, lat, lon, sign: 'quiet' }) as const),
    [top],
  );
  if (!data) {
    if (!error) return <FiguresComing />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  if (data.places.length === 0) return <Empty title={t('noData')} hint={t('noDataHint')} />;
  const number = (value: number): string => formatNumber(value, language);
  return (
    <Stack gap="md">
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <Text size="sm" c="dimmed">
        {t('heat.basis', {
          at: formatInstant(data.as_of, language),
          metres: number(data.cell.metres),
          without: number(data.without_place),
        })}
      </Text>
      <CaseMap
        places={places}
        heat={heat}
        active={looked}
        label={t('heat.title')}
        height="min(65vh, 36rem)"
        onPick={setLooked}
      />
      <Paper p={0} style={{ overflowX: 'auto' }}>
        <table className={classes.table}>
          <caption style={{ textAlign: 'start', padding: '0.75rem' }}>
            {t('heat.fullest', { count: top.length })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('heat.place')}</th>
              <th scope="col">{t('heat.of.count')}</th>
              <th scope="col">{t('heat.of.open')}</th>
              <th scope="col">{t('heat.of.overdue')}</th>
            </tr>
          </thead>
          <tbody>
            {top.map(({ lat, lon, count, open, overdue }) => (
              <tr key={`${lat} ${lon}`}>
                <th scope="row">
                  {lat.toFixed(4)}, {lon.toFixed(4)}
                </th>
                <td>{number(count)}</td>
                <td>{number(open)}</td>
                <td>{number(overdue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Paper>
    </Stack>
  );
}

/** Where reports lie thickest, as heat on a map, and in words. */
export function HeatPage(): ReactNode {
  const { t } = useTranslation('supervisor');
  const [asked] = useAsked();
  const { question, change } = useQuestion();
  const of: Of = OF.find((one) => one === wordOf(asked, 'heat')) ?? 'count';
  return (
    <Frame title={t('heat.title')} question={question}>
      {question ? (
        <>
          <FilterBar question={question} change={change}>
            <CohortSwitch cohort={question.cohort} change={change} />
            <SegmentedControl
              aria-label={t('heat.label')}
              value={of}
              onChange={(heat) => {
                change({ heat: heat === 'count' ? '' : heat });
              }}
              data={OF.map((value) => ({ value, label: t(`heat.of.${value}`) }))}
            />
          </FilterBar>
          <Answered question={question} of={of} />
        </>
      ) : (
        <FiguresComing />
      )}
    </Frame>
  );
}
