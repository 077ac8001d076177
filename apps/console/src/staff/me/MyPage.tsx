import { Button, Group, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { formatInstant } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { useMe } from '../me.js';
import { tell } from '../tell.js';
import { browserOf } from './agent.js';

type Line = Schema<'SessionLineView'>;
type MailWay = Schema<'MailPreference'>['way'];

const WAYS: readonly MailWay[] = ['gathered', 'daily', 'off'];
const SESSIONS = ['my-sessions'];
const MAIL = ['my-mail'];

function SessionLine({ line }: { readonly line: Line }): ReactNode {
  const { t } = useTranslation('sign-in');
  const language = useLanguage();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.DELETE('/v1/session/all/{id}', { params: { path: { id: line.id } } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: SESSIONS });
      tell(t('me.ended'));
    },
  });
  const agent = line.agent === '' ? t('me.unknownAgent') : browserOf(line.agent);
  return (
    <Paper p="md">
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="start">
          <div style={{ minWidth: 0 }}>
            <Text size="sm" fw={600} lineClamp={2}>
              {agent}
            </Text>
            <Text size="sm" c="dimmed">
              {t('me.madeAt', { at: formatInstant(line.made_at, language) })} ·{' '}
              {t('me.seenAt', { at: formatInstant(line.seen_at, language) })}
            </Text>
          </div>
          {line.current ? (
            <Text size="sm" fw={600} c="var(--kip-kept)" style={{ whiteSpace: 'nowrap' }}>
              {t('me.current')}
            </Text>
          ) : (
            <Button
              variant="default"
              flex="none"
              loading={end.isPending}
              aria-label={t('me.endOf', { agent })}
              onClick={() => {
                end.mutate();
              }}
            >
              {t('me.end')}
            </Button>
          )}
        </Group>
        {end.error && <ProblemNotice error={end.error} />}
      </Stack>
    </Paper>
  );
}

function Sessions(): ReactNode {
  const { t } = useTranslation('sign-in');
  const { data, error, refetch } = useQuery({
    queryKey: SESSIONS,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/session/all', { signal })),
  });
  const endAll = useMutation({
    mutationFn: () => api.DELETE('/v1/session/all'),
    onSuccess: () => {
      window.location.assign('/');
    },
  });
  if (!data) {
    if (!error) return <SkeletonList lines={2} height={76} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  return (
    <Stack gap="sm">
      {data.items.map((line) => (
        <SessionLine key={line.id} line={line} />
      ))}
      {endAll.error && <ProblemNotice error={endAll.error} />}
      <Group>
        <Button
          variant="default"
          loading={endAll.isPending}
          onClick={() => {
            endAll.mutate();
          }}
        >
          {t('me.endAll')}
        </Button>
      </Group>
    </Stack>
  );
}

function MailPreference(): ReactNode {
  const { t } = useTranslation('sign-in');
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: MAIL,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/session/mail', { signal })),
  });
  const save = useMutation({
    mutationFn: (way: MailWay) => bodyOf(api.PUT('/v1/session/mail', { body: { way } })),
    onMutate: (way) => {
      const before = queries.getQueryData<{ way: MailWay }>(MAIL);
      queries.setQueryData(MAIL, { way });
      return before;
    },
    onError: (_error, _way, before) => {
      queries.setQueryData(MAIL, before);
    },
    onSuccess: () => {
      tell(t('me.mailSaved'));
    },
  });
  if (!data) {
    if (!error) return <SkeletonList lines={3} height={28} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  return (
    <Stack gap="sm">
      {save.error && <ProblemNotice error={save.error} />}
      <Radio.Group
        value={data.way}
        onChange={(way) => {
          const chosen = WAYS.find((one) => one === way);
          if (chosen) save.mutate(chosen);
        }}
        aria-label={t('me.mail')}
      >
        <Stack gap="sm">
          {WAYS.map((way) => (
            <Radio key={way} value={way} label={t(`me.way.${way}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </Stack>
  );
}

/** One's own account: where it is signed in, and how one is told of things. */
export function MyPage(): ReactNode {
  const { t } = useTranslation('sign-in');
  const me = useMe();
  return (
    <>
      <PageTitle title={t('me.title')} />
      {me.session === null ? (
        <Text>{t('me.noSession')}</Text>
      ) : (
        <Stack gap="xl" maw={760}>
          <section>
            <Title order={2}>{t('me.sessions')}</Title>
            <Text size="sm" c="dimmed" mb="sm">
              {t('me.sessionsLead')}
            </Text>
            <Sessions />
          </section>
          <section>
            <Title order={2}>{t('me.mail')}</Title>
            <Text size="sm" c="dimmed" mb="sm">
              {t('me.mailLead')}
            </Text>
            <MailPreference />
          </section>
        </Stack>
      )}
    </>
  );
}
