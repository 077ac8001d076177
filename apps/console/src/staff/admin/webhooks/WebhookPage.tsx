import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { useAddressPart } from '../../../shared/address.js';
import { Empty } from '../../../shared/components/Empty.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { Loaded } from '../Loaded.js';
import { OnceShown } from '../OnceShown.js';
import { webhooksQuery } from '../queries.js';
import { useKindWords } from '../use-kind-words.js';
import classes from '../admin.module.css';
import { tell } from '../../tell.js';

const SIGNS = { pending: 'soon', sent: 'kept', failed: 'quiet' } as const;

function Acts({ hook }: { readonly hook: Schema<'WebhookView'> }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const params = { path: { id: hook.id } };
  const onSettled = () => queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  const turn = useMutation({
    mutationFn: () =>
      hook.disabled_at === null
        ? api.POST('/v1/desk/webhooks/{id}/disable', { params })
        : api.POST('/v1/desk/webhooks/{id}/enable', { params }),
    onSettled,
  });
  const rotate = useMutation({
    mutationFn: () => bodyOf(api.POST('/v1/desk/webhooks/{id}/rotate', { params })),
    onSettled,
  });
  const error = turn.error ?? rotate.error;
  return (
    <Stack gap="sm">
      {rotate.data && (
        <OnceShown label={t('hooks.secret')} says={t('hooks.once')} secret={rotate.data.secret} />
      )}
      <Paper p="md">
        <Stack gap="sm">
          <Text size="sm" style={{ wordBreak: 'break-all' }}>
            {hook.url}
          </Text>
          {hook.disabled_why !== null && <Text size="sm">{hook.disabled_why}</Text>}
          {error && <ProblemNotice error={error} />}
          <Group gap="sm">
            <Button
              variant="default"
              loading={turn.isPending}
              onClick={() => {
                turn.mutate();
              }}
            >
              {t(hook.disabled_at === null ? 'hooks.disable' : 'hooks.enable')}
            </Button>
            <Button
              variant="default"
              loading={rotate.isPending}
              onClick={() => {
                rotate.mutate();
              }}
            >
              {t('hooks.rotate')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </Stack>
  );
}

function Message({
  id,
  message,
}: {
  readonly id: string;
  readonly message: Schema<'HookMessageView'>;
}): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const { word } = useKindWords('event');
  const queries = useQueryClient();
  const resend = useMutation({
    mutationFn: () =>
      api.POST('/v1/desk/webhooks/{id}/messages/{message}/resend', {
        params: { path: { id, message: message.id } },
      }),
    onSuccess: () => {
      tell(t('hooks.resent'));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks', id] }),
  });
  const last = message.tries.at(-1);
  const how = last && (last.fault ?? String(last.status ?? t('hooks.noAnswer')));
  return (
    <div className={`${classes.row} ${classes.rule}`}>
      <div>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {message.report} · {word(message.kind)}
          </Text>
          <span className={classes.badge} data-sign={SIGNS[message.state]}>
            {t(`hooks.state.${message.state}`)}
          </span>
        </Group>
        <Text size="sm" c="dimmed">
          {formatInstant(message.made_at, language)}
          {last &&
            ` · ${t('hooks.lastTry', { at: formatInstant(last.at, language), how: how ?? '' })}`}
        </Text>
        {resend.error && <ProblemNotice error={resend.error} />}
      </div>
      {message.state !== 'pending' && (
        <Button
          variant="default"
          loading={resend.isPending}
          aria-label={t('hooks.resendOf', { report: message.report })}
          onClick={() => {
            resend.mutate();
          }}
        >
          {t('hooks.resend')}
        </Button>
      )}
    </div>
  );
}

/** One receiver, and how what was told it went. */
export function WebhookPage(): ReactNode {
  const { t } = useTranslation('admin');
  const id = useAddressPart('id');
  const path = { id };
  const hook = useQuery({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/desk/webhooks/{id}', { params: { path }, signal })),
  });
  const messages = useQuery({
    queryKey: ['webhooks', id, 'messages'],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/desk/webhooks/{id}/messages', { params: { path }, signal })),
  });
  return (
    <>
      <Anchor component={Link} to="/admin/webhooks" size="sm" mb="xs" display="inline-flex">
        <IconArrowLeft size={18} aria-hidden />
        &nbsp;{t('places.webhooks')}
      </Anchor>
      <PageTitle title={hook.data?.name ?? t('places.webhooks')} />
      <Stack gap="lg">
        <Loaded query={hook} lines={1} height={120}>
          {(one) => <Acts hook={one} />}
        </Loaded>
        <section>
          <Title order={2} size="h3" mb="sm">
            {t('hooks.messages')}
          </Title>
          <Loaded query={messages} lines={4} height={72}>
            {({ items }) => (
              <Paper className={classes.rows ?? ''}>
                {items.length === 0 && <Empty title={t('hooks.noMessages')} />}
                {items.map((message) => (
                  <Message key={message.id} id={id} message={message} />
                ))}
              </Paper>
            )}
          </Loaded>
        </section>
      </Stack>
    </>
  );
}
