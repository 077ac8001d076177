import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { MailedToken } from '../MailedToken.js';

/** Where a mail's link to follow no more leads. */
export function UnfollowPage(): ReactNode {
  const { t } = useTranslation('citizen');
  return (
    <>
      <PageTitle title={t('unfollow.title')} />
      <MailedToken
        send={(token) => api.POST('/v1/public/follows/leave', { body: { token } })}
        act={t('unfollow.act')}
        done={t('unfollow.done')}
        missing={t('follow.missing')}
      />
    </>
  );
}
