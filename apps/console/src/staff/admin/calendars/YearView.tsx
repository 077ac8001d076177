import { Paper, Text, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import {
  type CalendarBody,
  type DrawnDay,
  WEEKDAYS,
  dayAfter,
  drawnDay,
  monthDays,
  periodsText,
} from './year.js';
import classes from './year.module.css';

const KINDS = ['worked', 'off', 'holiday', 'instead'] as const;
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

/** A day in words: whoever does not see the colours hears what it is. */
export function useDayWords(): (day: DrawnDay) => string {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  return ({ date, weekday, kind, name, provisional, periods }) =>
    [
      `${t(`calendars.weekday.${weekday}`)} ${formatDate(`${date}T00:00:00Z`, 'UTC')}`,
      t(`calendars.kind.${kind}`),
      ...(name ? [name[language]] : []),
      ...(periods.length > 0 ? [periodsText(periods)] : []),
      ...(provisional ? [t('calendars.provisional')] : []),
    ].join(', ');
}

interface YearProps {
  readonly calendar: CalendarBody;
  /** As it is saved: days that differ from it are marked. */
  readonly saved: CalendarBody;
  readonly year: number;
  readonly chosen: string;
  readonly onChoose: (date: string) => void;
}

function sameDay(a: DrawnDay, b: DrawnDay): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function Month({
  month,
  ...props
}: YearProps & { readonly month: number; readonly tabStop: string }): ReactNode {
  const { t } = useTranslation('admin');
  const wordsOf = useDayWords();
  const { calendar, saved, year, chosen, onChoose, tabStop } = props;
  const days = monthDays(calendar, year, month);
  const before = WEEKDAYS.indexOf(days[0]?.weekday ?? 'mon');
  const cells = [...Array.from({ length: before }, () => null), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    cells.slice(week * 7, week * 7 + 7),
  );
  const hours = [
    ...new Set(days.filter(({ kind }) => kind === 'worked').map((day) => periodsText(day.periods))),
  ];
  const worked = days.filter(({ periods }) => periods.length > 0).length;
  return (
    <Paper className={classes.month ?? ''}>
      <div className={classes.head}>
        <Text fw={600}>{t('calendars.month', { month, year })}</Text>
        <Text size="xs" c="dimmed">
          {t('calendars.workedDays', { days: worked })}
        </Text>
      </div>
      <table className={classes.table} aria-label={t('calendars.month', { month, year })}>
        <thead>
          <tr>
            {WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col" abbr={t(`calendars.weekday.${weekday}`)}>
                {t(`calendars.short.${weekday}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.find((day) => day !== null)?.date}>
              {week.map((day, at) =>
                day === null ? (
                  <td key={at} />
                ) : (
                  <td key={day.date}>
                    <UnstyledButton
                      className={classes.day ?? ''}
                      data-date={day.date}
                      data-kind={day.kind}
                      {...(day.provisional && { 'data-provisional': true })}
                      {...(!sameDay(day, drawnDay(saved, day.date)) && { 'data-changed': true })}
                      aria-label={wordsOf(day)}
                      aria-pressed={day.date === chosen}
                      title={wordsOf(day)}
                      tabIndex={day.date === tabStop ? 0 : -1}
                      onClick={() => {
                        onChoose(day.date);
                      }}
                    >
                      {Number(day.date.slice(8))}
                    </UnstyledButton>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.hours}>{hours.join(' / ')}</div>
    </Paper>
  );
}

/** What the colours of the days mean. */
export function YearLegend(): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <div className={classes.legend}>
      {KINDS.map((kind) => (
        <span key={kind}>
          <span className={classes.day} data-kind={kind} aria-hidden />
          {t(`calendars.kind.${kind}`)}
        </span>
      ))}
      <span>
        <span className={classes.day} data-kind="off" data-provisional aria-hidden />
        {t('calendars.provisional')}
      </span>
    </div>
  );
}

/** A year as a wall calendar. Arrow keys go from day to day, and the whole year is one stop of the tab key. */
export function YearView(props: YearProps): ReactNode {
  const { year, chosen } = props;
  const grid = useRef<HTMLDivElement>(null);
  const tabStop = chosen.startsWith(`${year}-`) ? chosen : `${year}-01-01`;
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const date = document.activeElement?.getAttribute('data-date');
    if (step === undefined || !date) return;
    event.preventDefault();
    const next = grid.current?.querySelector(`[data-date="${dayAfter(date, step)}"]`);
    if (next instanceof HTMLElement) next.focus();
  };
  return (
    <div ref={grid} className={classes.year} onKeyDown={move}>
      {Array.from({ length: 12 }, (_, at) => (
        <Month key={at} month={at + 1} tabStop={tabStop} {...props} />
      ))}
    </div>
  );
}
