import { Tabs } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, wordOf } from '../../../shared/address.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { AccessLog } from './AccessLog.js';
import { DemandsList } from './DemandsList.js';
import { PersonWork } from './PersonWork.js';
import { Retention } from './Retention.js';

const TABS = ['demands', 'person', 'retention', 'access'] as const;
const NO_CODES: readonly string[] = [];

/** What people demand of their data, what is kept of whom and how long, and who looked at it. */
export function PrivacyPage(): ReactNode {
  const { t } = useTranslation('admin');
  const [asked, ask] = useAsked();
  const tab = TABS.find((one) => one === wordOf(asked, 'tab')) ?? 'demands';
  return (
    <>
      <PageTitle title={t('places.privacy')} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => {
          ask({ tab: next === 'demands' ? '' : (next ?? ''), show: '', report: '', person: '' });
        }}
      >
        <Tabs.List mb="md">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`privacy.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="demands">
          <DemandsList />
        </Tabs.Panel>
        <Tabs.Panel value="person">
          <PersonWork request={null} about={NO_CODES} />
        </Tabs.Panel>
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
