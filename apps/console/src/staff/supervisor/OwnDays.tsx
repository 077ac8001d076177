import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Days, type Period, ownPeriod } from './period.js';

/** The first and the last day of a period of one's own; it is asked for once both stand in order. */
export function OwnDays({
  days,
  onDays,
}: {
  readonly days: Days;
  readonly onDays: (period: Period) => void;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const [typed, setTyped] = useState(days);
  const type = (next: Days): void => {
    setTyped(next);
    const period = ownPeriod(next.from, next.to);
    if (period) onDays(period);
  };
  const wrong = ownPeriod(typed.from, typed.to) === null;
  return (
    <>
      <TextInput
        type="date"
        aria-label={t('period.from')}
        value={typed.from}
        onChange={({ currentTarget }) => {
          type({ ...typed, from: currentTarget.value });
        }}
      />
      <TextInput
        type="date"
        aria-label={t('period.to')}
        value={typed.to}
        {...(wrong && { error: t('period.wrong') })}
        onChange={({ currentTarget }) => {
          type({ ...typed, to: currentTarget.value });
        }}
      />
    </>
  );
}
