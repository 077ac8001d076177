import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { Why } from '../../supervisor/Why.js';
import { runningQuery } from '../queries.js';
import { TimeLeft } from '../TimeLeft.js';
import { useNames } from '../use-names.js';
import classes from './case-page.module.css';

type Case = Schema<'CaseView'>;

/** What else stands about time: the first answer, a date that was given, pauses and extensions that are open. */
function Notes({ report }: { readonly report: Case }): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const at = (instant: string): string => formatInstant(instant, language);
  const cycle = report.cycles.at(-1);
  const leg = report.legs.findLast(({ ended_at }) => ended_at === null);
  const pause = report.pauses.findLast(({ ended_at }) => ended_at === null);
  const asked = report.extensions.findLast(({ outcome }) => outcome === 'open');
  const lines = [
    ...(cycle?.responded_at ? [t('clock.responded', { at: at(cycle.responded_at) })] : []),
    ...(cycle?.respond_due_at && !cycle.responded_at && !cycle.ended_at
      ? [t('clock.respond', { at: at(cycle.respond_due_at) })]
      : []),
    ...(leg?.committed_to ? [t('clock.committed', { at: at(leg.committed_to) })] : []),
    ...(pause
      ? [
          t('clock.paused', {
            reason: t(`waitReason.${pause.reason as 'weather'}`),
            until: at(pause.until),
          }),
        ]
      : []),
    ...(asked ? [t('clock.asked', { at: at(asked.asked_due_at), reason: asked.reason })] : []),
  ];
  return lines.map((line) => (
    <Text key={line} size="sm" mt="xs">
      {line}
    </Text>
  ));
}

/** The deadlines of a case: how long each has, and why it is what it is. */
export function Clocks({ report }: { readonly report: Case }): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const names = useNames();
  const [why, setWhy] = useState(false);
  const { data, error, refetch } = useQuery(runningQuery([report.code]));
  const clocks = data?.items[0]?.clocks;
  return (
    <section className={classes.card} aria-labelledby="clocks">
      <h2 id="clocks" className={classes.heading}>
        {t('clock.title')}
      </h2>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonList lines={2} height={48} />}
      {data &&
        clocks?.map((clock) => (
          <div key={clock.subject} className={classes.clock} data-clock={clock.subject}>
            <Text size="sm" c="dimmed">
              {clock.subject === 'promise' ? t('clock.promise') : t('clock.leg')}
              {clock.unit !== null && ` · ${names.unit(clock.unit)}`}
            </Text>
            <TimeLeft clock={clock} asOf={data.as_of} cameAt={data.came_at} />
            {clock.due_at !== null && (
              <Text size="sm">{formatInstant(clock.due_at, language, clock.zone)}</Text>
            )}
          </div>
        ))}
      {clocks?.length === 0 && <Text size="sm">{t('clock.none')}</Text>}
      <Notes report={report} />
      <Button
        mt="xs"
        ms="-0.75rem"
        variant="subtle"
        onClick={() => {
          setWhy(true);
        }}
      >
        {t('clock.why')}
      </Button>
      <Why
        code={why ? report.code : ''}
        onClose={() => {
          setWhy(false);
        }}
      />
    </section>
  );
}
