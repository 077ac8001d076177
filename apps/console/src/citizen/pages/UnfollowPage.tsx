import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';

export function UnfollowPage(): ReactNode {
  const { t } = useTranslation('citizen');
  return <PageTitle title={t('unfollow.title')} />;
}
