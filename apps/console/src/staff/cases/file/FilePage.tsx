import { Anchor, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { referenceQuery } from '../../queries.js';
import { FilingForm } from './FilingForm.js';

/** What somebody tells the desk is written down and filed for them. */
export function FilePage(): ReactNode {
  const { t } = useTranslation('triage');
  const { data: reference, error, refetch } = useQuery(referenceQuery);
  return (
    <>
      <Group mb="xs">
        <Anchor component={Link} to="/reports" size="sm">
          {t('all')}
        </Anchor>
      </Group>
      <PageTitle title={t('file.title')} />
      {!reference && error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!reference && !error && <SkeletonList lines={5} height={72} />}
      {reference && <FilingForm reference={reference} />}
    </>
  );
}
