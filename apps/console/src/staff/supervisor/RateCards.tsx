import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { formatDuration, formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { CountLink, Defined, pointsAbove, signed, useRate } from './Numbers.js';
import { type Opened, type Question } from './question.js';
import { type FigureName, type Printed } from './queries.js';
import classes from './supervisor.module.css';

type Overview = Schema<'OverviewBody'>;

/** Minutes of work of a usual day: the demo's and the province's eight hours. */
const WORKING_DAY = 480;

function Big({ rate, sign }: { readonly rate: Printed; readonly sign?: 'late' }): ReactNode {
  const printed = useRate();
  const none = rate.whole === 0;
  return (
    <span
      className={classes.big}
      {...(none && { 'data-none': true })}
      {...(!none && rate.part > 0 && sign && { 'data-sign': sign })}
    >
      {printed(rate)}
    </span>
  );
}

function Against({
  rate,
  other,
  year,
}: {
  rate: Printed;
  other: Printed;
  year: string;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const points = pointsAbove(rate, other);
  return (
    <span className={classes.small}>
      {points === null
        ? t('card.noYearBefore', { year })
        : t('card.against', { points: signed(points, language), year })}
    </span>
  );
}

/** The rates at a glance, each with what it is of, how it stood a year before, and its reports. */
export function RateCards({
  body,
  question,
}: {
  readonly body: Overview;
  readonly question: Question;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const { received, due, year_before, definitions, times, backlog, basis } = body;
  const printed = useRate();
  const year = year_before.from.slice(0, 4);
  const { counts, rates } = received.total;
  const number = (count: number, figure: FigureName, more: Partial<Opened> = {}): ReactNode => (
    <CountLink
      count={count}
      question={question}
      opened={{ figure, cohort: 'received', asOf: basis.as_of, ...more }}
    />
  );
  const whole = (rate: Printed): string => formatNumber(rate.whole, language);
  const open = backlog.reduce((sum, age) => sum + age.open, 0);
  const overdue = backlog.reduce((sum, age) => sum + age.overdue, 0);
  const median = times.to_end.median_minutes;
  const lasting = (minutes: number | null): string =>
    minutes === null ? t('noData') : formatDuration(minutes, language, WORKING_DAY);
  const byDue = (rate: 'on_time' | 'overdue'): ReactNode => (
    <span className={classes.small}>
      {t('card.byDue', { rate: printed(due.total.rates[rate]) })}
    </span>
  );
  return (
    <div className={classes.cards}>
      <section className={classes.card} data-figure="on_time">
        <Defined name={t('rate.on_time')} meaning={definitions.on_time_rate?.[language]} />
        <Big rate={rates.on_time} />
        <span className={classes.small}>
          {number(counts.on_time, 'on_time')} / {whole(rates.on_time)}
        </span>
        {byDue('on_time')}
        <Against rate={rates.on_time} other={year_before.received.rates.on_time} year={year} />
      </section>
      <section className={classes.card} data-figure="overdue">
        <Defined name={t('rate.overdue')} meaning={definitions.overdue_rate?.[language]} />
        <Big rate={rates.overdue} sign="late" />
        <span className={classes.small}>
          {number(counts.late, 'late')} {t('card.late')} ·{' '}
          {number(counts.open_overdue, 'open_overdue')} {t('card.openOverdue')}
        </span>
        {byDue('overdue')}
      </section>
      <section className={classes.card} data-figure="satisfied">
        <Defined name={t('rate.satisfied')} meaning={definitions.satisfied_rate?.[language]} />
        <Big rate={rates.satisfied} />
        <span className={classes.small}>
          {number(counts.satisfied, 'satisfied')} / {whole(rates.satisfied)}
        </span>
        <span className={classes.small}>
          {t('card.orAcceptable', { rate: printed(rates.satisfied_or_acceptable) })}
        </span>
        <Against rate={rates.satisfied} other={year_before.received.rates.satisfied} year={year} />
      </section>
      <section className={classes.card} data-figure="response">
        <Defined name={t('rate.response')} meaning={definitions.response_rate?.[language]} />
        <Big rate={rates.response} />
        <span className={classes.small}>
          {number(counts.rated, 'rated')} / {number(counts.asked, 'asked')}
        </span>
        <Against rate={rates.response} other={year_before.received.rates.response} year={year} />
      </section>
      <section className={classes.card} data-figure="times">
        <Defined name={t('card.time')} meaning={definitions.median_to_end?.[language]} />
        <span className={classes.big} {...(median === null && { 'data-none': true })}>
          {lasting(median)}
        </span>
        <span className={classes.small}>
          {t('card.nineOfTen', { time: lasting(times.to_end.p90_minutes) })}
        </span>
        <span className={classes.small}>
          {t('card.firstAnswer', { time: lasting(times.first_answer.median_minutes) })}
        </span>
      </section>
      <section className={classes.card} data-figure="backlog">
        <span className={classes.small} style={{ color: 'inherit', fontWeight: 550 }}>
          {t('card.backlog')}
        </span>
        <span className={classes.big}>{formatNumber(open, language)}</span>
        <span className={classes.small}>
          {t('card.backlogOverdue', { many: formatNumber(overdue, language) })}
        </span>
      </section>
    </div>
  );
}
