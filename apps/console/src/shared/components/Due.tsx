import { Text } from '@mantine/core';
import { type TFunction } from 'i18next';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, formatDuration, formatInstant } from '../format.js';
import { languageOf } from '../i18n.js';
import classes from './signs.module.css';

interface TimeLeft {
  /** Minutes until the due, negative after it, as the server counts them. */
  readonly minutes: number;
  /** Set where they are minutes of work: so many make a day. */
  readonly minutesOfAWorkingDay?: number;
}

interface DueProps {
  /** The due instant; null where there is no deadline. */
  readonly at: string | null;
  /** The server's word on it: no clock of this browser's decides what is overdue. */
  readonly overdue: boolean;
  readonly soon?: boolean;
  readonly paused?: boolean;
  readonly left?: TimeLeft;
  /** The zone of the stream, where it is another than the usual one. */
  readonly zone?: string;
}

function leftOf(
  { minutes, minutesOfAWorkingDay }: TimeLeft,
  language: Language,
  t: TFunction<'shared'>,
): string {
  const values = { duration: formatDuration(minutes, language, minutesOfAWorkingDay) };
  const ofWork = minutesOfAWorkingDay !== undefined;
  if (minutes < 0) return ofWork ? t('due.overWorking', values) : t('due.over', values);
  return ofWork ? t('due.leftWorking', values) : t('due.left', values);
}

const WORDS = { late: 'due.overdue', quiet: 'due.paused', soon: 'due.soon' } as const;

/** A due instant and how it stands: red is overdue, amber is soon, and words say it too. */
export function Due({
  at,
  overdue,
  soon = false,
  paused = false,
  left,
  zone,
}: DueProps): ReactNode {
  const { t, i18n } = useTranslation('shared');
  const language = languageOf(i18n.language);
  if (at === null) {
    return (
      <Text span size="sm" c="dimmed">
        {t('due.none')}
      </Text>
    );
  }
  const sign = overdue ? 'late' : paused ? 'quiet' : soon ? 'soon' : null;
  const words = [...(sign ? [t(WORDS[sign])] : []), ...(left ? [leftOf(left, language, t)] : [])];
  return (
    <span className={classes.due} data-sign={sign ?? 'plain'}>
      <time dateTime={at}>{formatInstant(at, language, zone)}</time>
      {words.length > 0 && <span className={classes.left}>{words.join(' · ')}</span>}
    </span>
  );
}
