import { Button, Group, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.js';
import { Problem } from '../../../api/problem.js';
import { Empty } from '../../../shared/components/Empty.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { formatNumber } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useDraft } from '../draft.js';
import { Loaded } from '../Loaded.js';
import { OnceShown } from '../OnceShown.js';
import { webhooksQuery } from '../queries.js';
import classes from '../admin.module.css';

function AddWebhook(): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const [draft, write, forget] = useDraft('webhook', { name: '', url: '' });
  const add = useMutation({
    mutationFn: () => bodyOf(api.POST('/v1/desk/webhooks', { body: draft })),
    onSuccess: async () => {
      forget();
      await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
    },
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Stack gap="md">
      {add.data && (
        <OnceShown label={t('hooks.secret')} says={t('hooks.once')} secret={add.data.secret} />
      )}
      <Paper p="md" component="form" onSubmit={send}>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {(['name', 'url'] as const).map((field) => (
              <TextInput
                key={field}
                label={t(`hooks.${field}`)}
                value={draft[field]}
                error={
                  add.error instanceof Problem
                    ? add.error.fields.find((fault) => fault.field === field)?.message
                    : undefined
                }
                onChange={({ currentTarget }) => {
                  write({ ...draft, [field]: currentTarget.value });
                }}
              />
            ))}
          </SimpleGrid>
          {add.error && <ProblemNotice error={add.error} />}
          <Group>
            <Button
              type="submit"
              loading={add.isPending}
              disabled={draft.name.trim() === '' || draft.url.trim() === ''}
            >
              {t('hooks.add')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </Stack>
  );
}

/** Where acts are told to other systems. */
export function WebhooksPage(): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  return (
    <>
      <PageTitle title={t('places.webhooks')} />
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('hooks.lead')}
        </Text>
        <AddWebhook />
        <Loaded query={useQuery(webhooksQuery)} lines={3} height={72}>
          {({ items }) => (
            <Paper className={classes.rows ?? ''}>
              {items.length === 0 && <Empty title={t('hooks.none')} />}
              {items.map((one) => (
                <Link
                  key={one.id}
                  to={`/admin/webhooks/${one.id}`}
                  className={`${classes.row} ${classes.rule}`}
                >
                  <div>
                    <Text size="sm" fw={600}>
                      {one.name}
                    </Text>
                    <Text size="sm" c="dimmed" style={{ wordBreak: 'break-all' }}>
                      {one.url}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {t('hooks.pending', { number: formatNumber(one.pending, language) })}
                    </Text>
                  </div>
                  <span
                    className={classes.badge}
                    data-sign={one.disabled_at === null ? 'kept' : 'quiet'}
                  >
                    {t(one.disabled_at === null ? 'hooks.works' : 'hooks.disabled')}
                  </span>
                </Link>
              ))}
            </Paper>
          )}
        </Loaded>
      </Stack>
    </>
  );
}
