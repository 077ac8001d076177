import { Button, Code, CopyButton, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useMe } from '../../me.js';
import { peopleQuery } from '../queries.js';
import { AccountBadge } from './AccountBadge.js';
import { tell } from '../../tell.js';

type Staff = Schema<'StaffView'>;
type Act = 'shutOut' | 'letIn' | 'removeFactor';

function useActs(person: Staff) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const params = { path: { code: person.code } };
  const { queryKey } = peopleQuery;
  const changed = (act: Act): Staff['account'] => {
    const { account } = person;
    if (act === 'removeFactor') return { ...account, factor_set_at: null };
    return { ...account, shut_out_at: act === 'letIn' ? null : new Date().toISOString() };
  };
  const act = useMutation({
    mutationFn: (which: Act) => {
      if (which === 'shutOut') return api.POST('/v1/desk/people/{code}/shut-out', { params });
      if (which === 'letIn') return api.POST('/v1/desk/people/{code}/let-in', { params });
      return api.POST('/v1/desk/people/{code}/remove-factor', { params });
    },
    onMutate: async (which) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData(queryKey);
      queries.setQueryData(
        queryKey,
        (all) =>
          all && {
            items: all.items.map((one) =>
              one.code === person.code ? { ...one, account: changed(which) } : one,
            ),
          },
      );
      return before;
    },
    onError: (_error, _which, before) => {
      queries.setQueryData(queryKey, before);
    },
    onSuccess: (_answer, which) => {
      tell(t(`people.done.${which}`, { name: person.name }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const invite = useMutation({
    mutationFn: () => bodyOf(api.POST('/v1/desk/people/{code}/invite', { params })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  return { act, invite };
}

function Invited({ token, email }: { readonly token: string | null; readonly email: string }) {
  const { t } = useTranslation(['admin', 'shared']);
  if (token === null) {
    return (
      <Text size="sm" role="status">
        {t('people.mailed', { email })}
      </Text>
    );
  }
  const link = `${window.location.origin}/account/password#${token}`;
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">{t('people.linkLead')}</Text>
      <Code block style={{ wordBreak: 'break-all', whiteSpace: 'pre-wrap' }}>
        {link}
      </Code>
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Group>
            <Button variant="default" onClick={copy}>
              {copied ? t('shared:act.copied') : t('shared:act.copy')}
            </Button>
          </Group>
        )}
      </CopyButton>
    </Stack>
  );
}

/** How somebody signs in, and what may be done about it. */
export function PersonAccount({ person }: { readonly person: Staff }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const me = useMe();
  const { account } = person;
  const { act, invite } = useActs(person);
  const at = (instant: string | null): string =>
    instant === null ? t('people.not') : formatInstant(instant, language);
  const shut = account.shut_out_at !== null;
  return (
    <Paper p="md">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h3">
            {t('people.account')}
          </Title>
          <AccountBadge account={account} />
        </Group>
        <Text size="sm" c="dimmed">
          {t('people.seen', { at: at(account.last_seen_at) })} ·{' '}
          {t('people.password', { at: at(account.password_set_at) })} ·{' '}
          {t('people.factor', { at: at(account.factor_set_at) })}
        </Text>
        {act.error && <ProblemNotice error={act.error} />}
        {invite.error && <ProblemNotice error={invite.error} />}
        {invite.data && <Invited token={invite.data.token} email={person.email} />}
        <Group gap="sm">
          <Button
            variant="light"
            loading={invite.isPending}
            onClick={() => {
              invite.mutate();
            }}
          >
            {account.password_set_at === null ? t('people.invite') : t('people.reset')}
          </Button>
          {account.factor_set_at !== null && (
            <Button
              variant="default"
              onClick={() => {
                act.mutate('removeFactor');
              }}
            >
              {t('people.removeFactor')}
            </Button>
          )}
          {person.code !== me.code && (
            <Button
              variant="default"
              onClick={() => {
                act.mutate(shut ? 'letIn' : 'shutOut');
              }}
            >
              {shut ? t('people.letIn') : t('people.shutOut')}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
