import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { BasisLine } from './BasisLine.js';
import { FilterBar } from './FilterBar.js';
import { Frame } from './Frame.js';
import { CountLink, signed, useRate } from './Numbers.js';
import { type Printed, comparisonQuery } from './queries.js';
import { type Question, askedOf, useQuestion } from './question.js';
import classes from './supervisor.module.css';

function Length({ rate }: { readonly rate: Printed }): ReactNode {
  if (rate.whole === 0) return null;
  return (
    <span className={classes.track} aria-hidden>
      <span className={classes.length} style={{ width: `${(100 * rate.part) / rate.whole}%` }} />
    </span>
  );
}

function Ways({
  body,
  question,
}: {
  readonly body: Schema<'ComparisonBody'>;
  readonly question: Question;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const printed = useRate();
  const of = ({ part, whole }: Printed): string =>
    t('comparison.of', {
      part: formatNumber(part, language),
      whole: formatNumber(whole, language),
    });
  const off = (points: number | null): string =>
    points === null ? '–' : t('comparison.points', { points: signed(points, language) });
  return (
    <div className={classes.paper}>
      <table className={classes.table} data-cards>
        <thead>
          <tr>
            <th scope="col">{t('comparison.way')}</th>
            <th scope="col" colSpan={2}>
              {t('rate.on_time')}
            </th>
            <th scope="col" className={classes.end}>
              {t('comparison.off')}
            </th>
            <th scope="col">{t('comparison.why')}</th>
          </tr>
        </thead>
        <tbody>
          <tr data-ours data-way="ours">
            <th scope="row" data-wide>
              <strong>{t('comparison.ours')}</strong>
            </th>
            <td>
              <strong>{printed(body.on_time)}</strong>
              <Text size="xs" c="dimmed" className={classes.code} fw={400}>
                <CountLink
                  count={body.on_time.part}
                  question={question}
                  opened={{ figure: 'on_time', asOf: body.basis.as_of }}
                />{' '}
                / {formatNumber(body.on_time.whole, language)}
              </Text>
            </td>
            <td>
              <Length rate={body.on_time} />
            </td>
            <td className={classes.end} />
            <td data-wide>{t('comparison.oursWhy')}</td>
          </tr>
          {body.others.map(({ way, how, missing, rate, points_off }) => (
            <tr key={way} data-way={way}>
              <th scope="row" data-wide>
                {how[language]}
              </th>
              <td>
                {printed(rate)}
                <Text size="xs" c="dimmed" className={classes.code} fw={400}>
                  {of(rate)}
                </Text>
              </td>
              <td>
                <Length rate={rate} />
              </td>
              <td className={classes.end} data-label={t('comparison.off')}>
                {off(points_off)}
              </td>
              <td data-wide>{missing[language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the comparison comes to, in one sentence. */
function Verdict({ body }: { readonly body: Schema<'ComparisonBody'> }): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const most = body.others.reduce<Schema<'OtherCounting'> | null>(
    (found, one) =>
      one.points_off !== null && one.points_off > (found?.points_off ?? 0) ? one : found,
    null,
  );
  const ours = body.on_time[language];
  return (
    <p className={classes.sentence}>
      {most
        ? t('comparison.verdict', {
            ours,
            other: most.rate[language],
            points: signed(most.points_off ?? 0, language).slice(1),
            how: most.how[language].charAt(0).toLowerCase() + most.how[language].slice(1),
          })
        : t('comparison.same', { ours })}
    </p>
  );
}

function Answered({ question }: { readonly question: Question }): ReactNode {
  const { t } = useTranslation('supervisor');
  const asked = { ...askedOf(question), cohort: question.cohort };
  const { data, error, refetch } = useQuery(comparisonQuery(asked));
  if (!data) {
    if (!error) return <SkeletonList lines={6} height={64} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  return (
    <Stack gap="md">
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <BasisLine basis={data.basis} />
      {data.on_time.whole === 0 ? (
        <Empty title={t('noData')} hint={t('noDataHint')} />
      ) : (
        <>
          <Verdict body={data} />
          <Ways body={data} question={question} />
        </>
      )}
    </Stack>
  );
}

/** The same reports as other systems would count them, how far off each is, and what it leaves out. */
export function ComparisonPage(): ReactNode {
  const { t } = useTranslation('supervisor');
  const { question, change } = useQuestion();
  return (
    <Frame title={t('comparison.title')} question={question}>
      {question ? (
        <>
          <FilterBar question={question} change={change} />
          <Answered question={question} />
        </>
      ) : (
        <SkeletonList lines={6} height={64} />
      )}
    </Frame>
  );
}
