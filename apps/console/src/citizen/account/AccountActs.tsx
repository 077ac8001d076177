import { Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { forgetMe } from './me.js';

type Way = 'here' | 'everywhere' | 'forget';

async function leave(way: Way): Promise<void> {
  switch (way) {
    case 'here':
      await api.DELETE('/v1/me/session');
      return;
    case 'everywhere':
      await api.DELETE('/v1/me/session/all');
      return;
    case 'forget':
      await api.DELETE('/v1/me');
  }
}

/** Signing out, here or everywhere, and having the account forgotten. */
export function AccountActs(): ReactNode {
  const { t } = useTranslation(['citizen', 'shared']);
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const act = useMutation({
    mutationFn: leave,
    onSuccess: () => {
      forgetMe(queries);
    },
  });
  const close = (): void => {
    setAsking(false);
    act.reset();
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" size="sm" loading={act.isPending}>
            {t('account.signOut')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['here', 'everywhere'] as const).map((way) => (
            <Menu.Item
              key={way}
              onClick={() => {
                act.mutate(way);
              }}
            >
              {t(`account.leave.${way}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            onClick={() => {
              setAsking(true);
            }}
          >
            {t('account.leave.forget')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {act.error && !asking && <ProblemNotice error={act.error} />}
      <Modal opened={asking} onClose={close} title={t('account.leave.forget')}>
        <Stack>
          <Text size="sm">{t('account.forgetHint')}</Text>
          {act.error && <ProblemNotice error={act.error} />}
          <Group>
            <Button
              color="red"
              loading={act.isPending}
              onClick={() => {
                act.mutate('forget');
              }}
            >
              {t('account.forget')}
            </Button>
            <Button variant="subtle" onClick={close}>
              {t('shared:act.cancel')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
