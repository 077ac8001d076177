import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';

export function AccountPage(): ReactNode {
  const { t } = useTranslation('citizen');
  return <PageTitle title={t('account.title')} />;
}
