import { Button, Group, Tabs, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, wordOf } from '../../shared/address.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { useMay } from '../me.js';
import { Blocks } from './Blocks.js';
import { HeldList } from './HeldList.js';

/** Leads to a report whose text or photos are to be covered. */
function OpenReport(): ReactNode {
  const { t } = useTranslation('moderation');
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const go = (event: FormEvent): void => {
    event.preventDefault();
    if (code.trim() !== '') void navigate({ to: `/moderation/${code.trim().toUpperCase()}` });
  };
  return (
    <form onSubmit={go}>
      <Group gap="xs" align="end">
        <TextInput
          label={t('openCode')}
          placeholder="TTDT.00000001"
          value={code}
          onChange={({ currentTarget }) => {
            setCode(currentTarget.value);
          }}
        />
        <Button type="submit" variant="default">
          {t('open')}
        </Button>
      </Group>
    </form>
  );
}

/** What is held, and who is kept from filing. */
export function ModerationPage(): ReactNode {
  const { t } = useTranslation('moderation');
  const mayBlock = useMay('manage_blocks');
  const [asked, ask] = useAsked();
  return (
    <>
      <PageTitle title={t('title')}>
        <OpenReport />
      </PageTitle>
      <Tabs
        value={wordOf(asked, 'tab') === 'blocks' && mayBlock ? 'blocks' : 'held'}
        keepMounted={false}
        onChange={(tab) => {
          ask({ tab: tab === 'blocks' ? 'blocks' : '' });
        }}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="held">{t('held.tab')}</Tabs.Tab>
          {mayBlock && <Tabs.Tab value="blocks">{t('blocks.tab')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="held">
          <HeldList />
        </Tabs.Panel>
        <Tabs.Panel value="blocks">
          <Blocks />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
