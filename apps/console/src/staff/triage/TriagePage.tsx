import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { CaseTable } from '../cases/CaseTable.js';
import { type ListAsked } from '../queries.js';

const ASKED: ListAsked = {
  state: ['received', 'in_review', 'offered'],
  sort: 'received_at',
  direction: 'asc',
};

/** What waits to be sent on, the oldest first. */
export function TriagePage(): ReactNode {
  const { t } = useTranslation('triage');
  return (
    <>
      <PageTitle title={t('title')} />
      <CaseTable asked={ASKED} />
    </>
  );
}
