import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { type Opened, type Question, drillAddress } from './question.js';
import { type Printed } from './queries.js';
import classes from './supervisor.module.css';

/** A name with what it means, which shows when it is pointed at, tapped, or has the focus. */
export function Defined({
  name,
  meaning,
}: {
  readonly name: string;
  readonly meaning: string | undefined;
}): ReactNode {
  if (meaning === undefined) return <span>{name}</span>;
  return (
    <Tooltip
      label={meaning}
      multiline
      w={300}
      withArrow
      position="bottom-start"
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className={classes.defined}>
        {name}
      </button>
    </Tooltip>
  );
}

/** A count that opens to the reports that it counts; nothing opens to nothing. */
export function CountLink({
  count,
  question,
  opened,
  children,
}: {
  readonly count: number;
  readonly question: Question;
  readonly opened: Opened;
  /** What stands there, where it is not the bare number. */
  readonly children?: ReactNode;
}): ReactNode {
  const language = useLanguage();
  const shown = children ?? formatNumber(count, language);
  if (count === 0) return <span>{shown}</span>;
  return (
    <Link to="/figures/reports" search={drillAddress(question, opened)} className={classes.number}>
      {shown}
    </Link>
  );
}

/** A rate as it is printed, or that there is nothing to have a rate of: never 0 %. */
export function useRate(): (rate: Printed) => string {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  return (rate) => (rate.whole === 0 ? t('noData') : rate[language]);
}

/** By how many points a rate stands above another: `+1,2`; null where one of them is over nothing. */
export function pointsAbove(rate: Printed, other: Printed): number | null {
  if (rate.whole === 0 || other.whole === 0) return null;
  return 100 * (rate.part / rate.whole - other.part / other.whole);
}

/** `+1,2` or `−1,2`: points to one decimal, with a sign. */
export function signed(points: number, language: 'vi' | 'en'): string {
  const rounded = Math.round(Math.abs(points) * 10) / 10;
  const text = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    minimumFractionDigits: 1,
  }).format(rounded);
  if (rounded === 0) return text;
  return `${points > 0 ? '+' : '−'}${text}`;
}
