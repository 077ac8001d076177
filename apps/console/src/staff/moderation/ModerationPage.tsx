import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { CaseTable } from '../cases/CaseTable.js';
import { type ListAsked } from '../queries.js';

const ASKED: ListAsked = { sort: 'received_at', direction: 'desc' };

/** What came in last, for whoever looks after what the public sees. */
export function ModerationPage(): ReactNode {
  const { t } = useTranslation('moderation');
  return (
    <>
      <PageTitle title={t('title')} />
      <CaseTable asked={ASKED} />
    </>
  );
}
