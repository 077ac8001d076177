import { Tabs } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, wordOf } from '../../../shared/address.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { AccessLog } from './AccessLog.js';
import { Retention } from './Retention.js';

/** How long what is kept of people is kept, and who looked at it. */
export function PrivacyPage(): ReactNode {
  const { t } = useTranslation('admin');
  const [asked, ask] = useAsked();
  return (
    <>
      <PageTitle title={t('places.privacy')} />
      <Tabs
        value={wordOf(asked, 'tab') === 'access' ? 'access' : 'retention'}
        keepMounted={false}
        onChange={(tab) => {
          ask({ tab: tab === 'access' ? 'access' : '' });
        }}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="retention">{t('privacy.retention')}</Tabs.Tab>
          <Tabs.Tab value="access">{t('privacy.access')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="retention">
          <Retention />
        </Tabs.Panel>
        <Tabs.Panel value="access">
          <AccessLog />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
