import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { Receipt } from '../Receipt.js';
import { ReportForm } from '../ReportForm.js';
import { referenceQuery } from '../queries.js';

/** The first page: a report is filed here, and its receipt is shown. */
export function FilePage(): ReactNode {
  const { t } = useTranslation('citizen');
  const { data, error, isPending, refetch } = useQuery(referenceQuery());
  const [filed, setFiled] = useState<Schema<'FiledReport'> | null>(null);
  if (filed) {
    return (
      <Receipt
        filed={filed}
        onAnother={() => {
          setFiled(null);
        }}
      />
    );
  }
  return (
    <>
      <PageTitle title={t('file.title')} />
      <Text mb="lg" maw={640}>
        {t('file.lead')}
      </Text>
      {isPending && <SkeletonList height={84} />}
      {data && <ReportForm reference={data} onFiled={setFiled} />}
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
    </>
  );
}
