import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { type Alarm, type Limit } from './limit.js';

/** A length of working time as hours and minutes: how long a day is, is the calendar's to say. */
const NO_DAYS = Number.MAX_SAFE_INTEGER;

/** How limits and alarms are said. */
export function usePolicyWords() {
  const { t } = useTranslation(['admin', 'staff']);
  const language = useLanguage();
  const hours = (minutes: number): string => formatDuration(minutes, language, NO_DAYS);
  const limit = (one: Limit | null): string => {
    if (one === null) return t('policies.noLimit');
    if (one.kind === 'working_days') {
      return [
        t('policies.says.days', { days: one.days }),
        t(`policies.says.receipt.${one.receipt_day_counts ? 'counts' : 'not'}`),
        t(`policies.says.due.${one.due}`),
      ].join(', ');
    }
    return t(`policies.says.${one.kind}`, { time: hours(one.minutes) });
  };
  const alarm = ({ milestone, offset_working_minutes, to }: Alarm): string => {
    const values = {
      time: hours(Math.abs(offset_working_minutes)),
      of: t(`policies.milestone.${milestone}`),
      who: t(`policies.to.${to}`),
    };
    if (offset_working_minutes < 0) return t('policies.says.before', values);
    return offset_working_minutes === 0
      ? t('policies.says.at', values)
      : t('policies.says.after', values);
  };
  return { limit, alarm, hours };
}
