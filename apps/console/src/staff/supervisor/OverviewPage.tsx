import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { CaseTable } from '../cases/CaseTable.js';
import { type ListAsked } from '../queries.js';

const ASKED: ListAsked = { overdue: 'true', sort: 'due_at', direction: 'asc' };

/** What is overdue at this moment, the longest first. */
export function OverviewPage(): ReactNode {
  const { t } = useTranslation('supervisor');
  return (
    <>
      <PageTitle title={t('title')} />
      <CaseTable asked={ASKED} />
    </>
  );
}
