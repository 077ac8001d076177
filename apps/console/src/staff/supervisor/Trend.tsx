import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { Chart } from './charts/Chart.js';
import { type Ink, axes } from './charts/ink.js';
import { useRate } from './Numbers.js';
import { stepBefore, stepOf, stepsOf, yearBefore } from './period.js';
import { type Question, askedOf } from './question.js';
import { figuresQuery } from './queries.js';
import classes from './supervisor.module.css';

type Line = Schema<'FigureLine'>;

/** A step of the trend: this period's figures and those of a year before, where there are any. */
interface Step {
  readonly step: string;
  readonly now: Line | null;
  readonly before: Line | null;
}

function byStep(groups: readonly Schema<'FigureGroup'>[]): ReadonlyMap<string, Line> {
  return new Map(groups.map((group) => [group.values[0]?.value ?? '', group]));
}

/** `03/2026` or `15/03`: short enough to stand under a chart. */
function stepName(step: string): string {
  const [year = '', month = '', day] = step.split('-');
  return day === undefined ? `${month}/${year}` : `${day}/${month}`;
}

function percent(line: Line | null): number | null {
  const rate = line?.rates.on_time;
  return !rate || rate.whole === 0 ? null : (100 * rate.part) / rate.whole;
}

function useSteps(body: Schema<'OverviewBody'>, question: Question): readonly Step[] | null {
  const { period } = question;
  const asked = { ...askedOf(question), ...yearBefore(period), group_by: [stepOf(period)] };
  const { data } = useQuery(figuresQuery({ ...asked, as_of: body.basis.as_of }));
  return useMemo(() => {
    if (!data) return null;
    const [now, before] = [byStep(body.received.groups), byStep(data.groups)];
    return stepsOf(period).map((step) => ({
      step,
      now: now.get(step) ?? null,
      before: before.get(stepBefore(step)) ?? null,
    }));
  }, [data, body, period]);
}

function StepsTable({ steps }: { readonly steps: readonly Step[] }): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const printed = useRate();
  return (
    <div className={classes.paper}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('trend.step')}</th>
            <th scope="col" className={classes.end}>
              {t('trend.received')}
            </th>
            <th scope="col" className={classes.end}>
              {t('rate.on_time')}
            </th>
            <th scope="col" className={classes.end}>
              {t('trend.yearBefore')}
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, now, before }) => (
            <tr key={step}>
              <th scope="row">{stepName(step)}</th>
              <td className={classes.end}>{formatNumber(now?.counts.all ?? 0, language)}</td>
              <td className={classes.end}>{now ? printed(now.rates.on_time) : t('noData')}</td>
              <td className={classes.end}>
                {before ? printed(before.rates.on_time) : t('noData')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How the on-time rate and what came in went, step by step, beside the year before. */
export function Trend({
  body,
  question,
}: {
  readonly body: Schema<'OverviewBody'>;
  readonly question: Question;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const comma = language === 'vi' ? ',' : '.';
  const steps = useSteps(body, question);
  const rates = useCallback(
    (ink: Ink) => ({
      ...axes(
        ink,
        (steps ?? []).map(({ step }) => stepName(step)),
        true,
        comma,
      ),
      series: [
        {
          ...{ name: t('trend.thisPeriod'), type: 'line', color: ink.accent },
          ...{ symbol: 'circle', symbolSize: 8, lineStyle: { width: 2.5 } },
          data: (steps ?? []).map(({ now }) => percent(now)),
        },
        {
          ...{ name: t('trend.yearBefore'), type: 'line', color: ink.quiet },
          ...{ symbol: 'emptyCircle', symbolSize: 7, lineStyle: { width: 2, type: 'dashed' } },
          data: (steps ?? []).map(({ before }) => percent(before)),
        },
      ],
    }),
    [steps, t, comma],
  );
  const amounts = useCallback(
    (ink: Ink) => {
      const bar = (name: string, color: string, of: (counts: Line['counts']) => number) => ({
        ...{ name, type: 'bar', stack: 'all', color, barMaxWidth: 28 },
        itemStyle: { borderColor: ink.surface, borderWidth: 1 },
        data: (steps ?? []).map(({ now }) => (now ? of(now.counts) : 0)),
      });
      return {
        ...axes(
          ink,
          (steps ?? []).map(({ step }) => stepName(step)),
          false,
          comma,
        ),
        series: [
          bar(t('figure.on_time'), ink.kept, ({ on_time }) => on_time),
          bar(t('trend.late'), ink.late, ({ late, open_overdue }) => late + open_overdue),
          bar(t('trend.open'), ink.steps[1] ?? ink.accent, ({ open_in_time }) => open_in_time),
          bar(
            t('trend.other'),
            ink.quiet,
            ({ all, on_time, late, open_overdue, open_in_time }) =>
              all - on_time - late - open_overdue - open_in_time,
          ),
        ],
      };
    },
    [steps, t, comma],
  );
  if (!steps) return <div style={{ height: 320 }} />;
  return (
    <div className={classes.two}>
      <section className={classes.card}>
        <h2 className={classes.heading}>{t('trend.onTime')}</h2>
        <Chart label={t('trend.onTimeLabel')} height={250} option={rates}>
          <StepsTable steps={steps} />
        </Chart>
      </section>
      <section className={classes.card}>
        <h2 className={classes.heading}>{t('trend.amounts')}</h2>
        <Chart label={t('trend.amountsLabel')} height={250} option={amounts}>
          <StepsTable steps={steps} />
        </Chart>
      </section>
    </div>
  );
}
