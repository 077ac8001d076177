import { SegmentedControl } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Asked } from '../../shared/address.js';
import { type Cohort } from './question.js';

/** Which reports a period holds: those received in it, or those due in it. */
export function CohortSwitch({
  cohort,
  change,
}: {
  readonly cohort: Cohort;
  readonly change: (more: Asked) => void;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  return (
    <SegmentedControl
      aria-label={t('cohort.label')}
      value={cohort}
      onChange={(chosen) => {
        change({ cohort: chosen === 'due' ? 'due' : '' });
      }}
      data={[
        { value: 'received', label: t('cohort.received') },
        { value: 'due', label: t('cohort.due') },
      ]}
    />
  );
}
