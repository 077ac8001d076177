import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { CaseTable } from '../cases/CaseTable.js';
import { type ListAsked } from '../queries.js';

const ASKED: ListAsked = {
  state: ['offered', 'assigned', 'in_progress', 'waiting'],
  sort: 'due_at',
  direction: 'asc',
};

/** What the unit has to do, the nearest deadline first. */
export function CasesPage(): ReactNode {
  const { t } = useTranslation('cases');
  return (
    <>
      <PageTitle title={t('title')} />
      <CaseTable asked={ASKED} />
    </>
  );
}
