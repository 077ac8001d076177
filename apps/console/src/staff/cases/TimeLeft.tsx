import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { formatDuration, formatInstant, formatTime, formatDate } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { leftAt } from './time-left.js';
import classes from './page/case-page.module.css';

/** Half a working day: then it is time. */
const SOON_SHARE = 0.5;
const TICK_MS = 15_000;

function onTick(tick: () => void): () => void {
  const timer = window.setInterval(tick, TICK_MS);
  return () => {
    window.clearInterval(timer);
  };
}

/** This browser's steady clock, in whole ticks: it only says how long ago the server has answered. */
function useTick(): number {
  return useSyncExternalStore(onTick, () => Math.floor(performance.now() / TICK_MS) * TICK_MS);
}

/** How long a clock has, counted on in working time alone between two answers of the server. */
export function TimeLeft({
  clock,
  asOf,
  cameAt,
}: {
  readonly clock: Schema<'ClockRunning'>;
  readonly asOf: string;
  /** When the answer came, by `performance.now()`. */
  readonly cameAt: number;
}): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const since = Math.max(0, useTick() - cameAt);
  const told = Date.parse(asOf);
  const { minutes, counting, again } = leftAt(clock, told, told + since);
  if (minutes === null) {
    return (
      <span className={classes.left} data-sign="quiet">
        {t('clock.none')}
      </span>
    );
  }
  const duration = formatDuration(minutes, language, clock.day_minutes);
  const late = clock.standing === 'overdue';
  const stopped = clock.standing === 'stopped';
  const soon = !late && minutes < clock.day_minutes * SOON_SHARE;
  const sign = late ? 'late' : stopped ? 'quiet' : soon ? 'soon' : 'plain';
  const rest =
    again === null
      ? t('clock.resting')
      : t('clock.again', {
          at:
            formatDate(again, clock.zone) === formatDate(new Date(told + since), clock.zone)
              ? formatTime(again, clock.zone)
              : formatInstant(again, language, clock.zone),
        });
  return (
    <span>
      <span className={classes.left} data-sign={sign}>
        {t(late ? 'clock.late' : 'clock.left', { duration })}
      </span>
      {(stopped || !counting) && (
        <span style={{ display: 'block', fontSize: '0.8125rem' }}>
          {stopped ? t('clock.stopped') : rest}
        </span>
      )}
    </span>
  );
}
