import { SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { useAsked, wordOf } from '../../shared/address.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { formatNumber, formatRate } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { Chart } from './charts/Chart.js';
import { FONT, type Ink } from './charts/ink.js';
import { areasQuery } from '../queries.js';
import { type Question, drillAddress } from './question.js';
import classes from './supervisor.module.css';

type Body = Schema<'FiguresBody'>;
const MEASURES = ['all', 'on_time', 'overdue'] as const;
type Measure = (typeof MEASURES)[number];

/** What a ward is coloured by; null where there is nothing to tell. */
function amountOf({ counts, rates }: Schema<'FigureGroup'>, measure: Measure): number | null {
  switch (measure) {
    case 'all':
      return counts.all;
    case 'on_time':
      return rates.on_time.whole === 0 ? null : rates.on_time.part / rates.on_time.whole;
    case 'overdue':
      return counts.late + counts.open_overdue;
  }
}

/** Where one colour ends and the next begins: rates by what they mean, counts in equal shares of the most. */
function boundsOf(measure: Measure, most: number): readonly number[] {
  if (measure === 'on_time') return [0, 0.8, 0.9, 0.95, 1];
  const step = Math.max(1, Math.ceil(most / 5));
  return [0, 1, 2, 3, 4].map((at) => at * step);
}

function Drawn({
  body,
  question,
  shapes,
}: {
  readonly body: Body;
  readonly question: Question;
  readonly shapes: Schema<'AreaCollection'>;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const navigate = useNavigate();
  const [asked, change] = useAsked();
  const measure = MEASURES.find((one) => one === wordOf(asked, 'map')) ?? 'on_time';
  const named = useMemo(
    () => ({
      name: 'areas',
      shapes: {
        ...shapes,
        features: shapes.features.map((one) => ({
          ...one,
          properties: { name: one.properties.code },
        })),
      },
    }),
    [shapes],
  );
  const amounts = useMemo(
    () =>
      new Map(
        body.groups.flatMap((group) => {
          const amount = amountOf(group, measure);
          const code = group.values[0]?.value;
          return code && amount !== null ? [[code, amount] as const] : [];
        }),
      ),
    [body, measure],
  );
  const bounds = useMemo(
    () => boundsOf(measure, Math.max(0, ...amounts.values())),
    [amounts, measure],
  );
  const written = useCallback(
    (amount: number): string =>
      measure === 'on_time' ? formatRate(amount, language) : formatNumber(amount, language),
    [measure, language],
  );
  const option = useCallback(
    (ink: Ink) => {
      const ofStep = (amount: number): string => {
        const step = bounds.findLastIndex((bound) => amount >= bound);
        return ink.steps[step] ?? ink.surface;
      };
      return {
        animation: false,
        textStyle: { fontFamily: FONT },
        tooltip: {
          confine: true,
          backgroundColor: ink.surface,
          borderColor: ink.line,
          textStyle: { color: ink.text, fontSize: 13 },
          formatter: ({ name }: { name: string }) => {
            const area = shapes.features.find(({ id }) => id === name);
            const amount = amounts.get(name);
            const value = amount === undefined ? t('noData') : written(amount);
            return `${area?.properties.name[language] ?? name}: ${value}`;
          },
        },
        series: [
          {
            ...{ type: 'map', map: 'areas', roam: false, selectedMode: false },
            ...{ left: 8, right: 8, top: 8, bottom: 8, label: { show: false } },
            // Degrees of longitude are shorter than those of latitude here.
            aspectScale: 0.96,
            itemStyle: { areaColor: ink.surface, borderColor: ink.quiet, borderWidth: 0.75 },
            emphasis: {
              label: { show: false },
              itemStyle: { areaColor: ink.soon, borderColor: ink.text },
            },
            data: [...amounts].map(([name, value]) => ({
              ...{ name, value },
              itemStyle: { areaColor: ofStep(value) },
            })),
          },
        ],
      };
    },
    [amounts, bounds, shapes, t, written, language],
  );
  const open = (code: string): void => {
    if (!amounts.has(code)) return;
    const opened = { figure: 'all', group: { by: 'area', value: code } } as const;
    const search = drillAddress(question, { ...opened, asOf: body.basis.as_of });
    void navigate({ to: '/figures/reports', search });
  };
  return (
    <section className={classes.card}>
      <SegmentedControl
        className="kip-no-print"
        style={{ alignSelf: 'flex-start' }}
        aria-label={t('map.label')}
        value={measure}
        onChange={(map) => {
          change({ map });
        }}
        data={MEASURES.map((value) => ({ value, label: t(`map.${value}`) }))}
      />
      <Chart
        label={t('map.shows', { what: t(`map.${measure}`) })}
        height={460}
        option={option}
        areas={named}
        onPick={open}
      />
      <div className={classes.legend}>
        {bounds.map((bound, at) => {
          const next = bounds[at + 1];
          return (
            <span key={bound}>
              <span className={classes.swatch} data-step={at} />
              {at === 0 && next !== undefined && t('map.below', { below: written(next) })}
              {at > 0 &&
                next !== undefined &&
                t('map.range', { from: written(bound), below: written(next) })}
              {next === undefined && t('map.from', { from: written(bound) })}
            </span>
          );
        })}
        <span>
          <span className={classes.swatch} data-step="none" />
          {t('noData')}
        </span>
      </div>
      {shapes.schematic && (
        <Text size="sm" c="dimmed">
          {t('map.sketch')}
        </Text>
      )}
    </section>
  );
}

/** Wards coloured by their figures. A ward opens its reports; the table below says the same. */
export function WardMap({
  body,
  question,
}: {
  readonly body: Body;
  readonly question: Question;
}): ReactNode {
  const { data, error, refetch } = useQuery(areasQuery);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={560} radius="md" />;
  return <Drawn body={body} question={question} shapes={data} />;
}
