import {
  Button,
  Checkbox,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { Empty } from '../../shared/components/Empty.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { formatInstant } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { referenceQuery } from '../queries.js';
import { useDraft } from './draft.js';
import { Loaded } from './Loaded.js';
import { OnceShown } from './OnceShown.js';
import { ScopeFields } from './ScopeFields.js';
import { keysQuery } from './queries.js';
import { NO_SCOPE } from './scope.js';
import classes from './admin.module.css';

type Key = Schema<'KeyView'>;
type KeyRight = Key['rights'][number];
const RIGHTS: readonly KeyRight[] = [
  ...(['read_cases', 'file_cases', 'read_figures', 'read_reference'] as const),
  'manage_webhooks',
];
const DAYS = ['30', '90', '365'];
const DAY_MS = 86_400_000;
const FRESH = { name: '', rights: [] as readonly KeyRight[], days: '90', scope: NO_SCOPE };

function AddKey({ reference }: { readonly reference: Schema<'ReferenceView'> }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const [draft, write, forget] = useDraft('key', FRESH);
  const add = useMutation({
    mutationFn: () => {
      const expires_at = new Date(Date.now() + Number(draft.days) * DAY_MS).toISOString();
      const { name, scope } = draft;
      return bodyOf(
        api.POST('/v1/desk/keys', { body: { name, scope, expires_at, rights: [...draft.rights] } }),
      );
    },
    onSuccess: async () => {
      forget();
      await queries.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Stack gap="md">
      {add.data && (
        <OnceShown label={t('keys.token')} says={t('keys.once')} secret={add.data.token} />
      )}
      <Paper p="md" component="form" onSubmit={send}>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t('keys.name')}
              value={draft.name}
              onChange={({ currentTarget }) => {
                write({ ...draft, name: currentTarget.value });
              }}
            />
            <Select
              label={t('keys.days')}
              data={DAYS.map((days) => ({ value: days, label: t('keys.forDays', { days }) }))}
              value={draft.days}
              allowDeselect={false}
              onChange={(days) => {
                if (days !== null) write({ ...draft, days });
              }}
            />
          </SimpleGrid>
          <Checkbox.Group
            label={t('keys.rights')}
            value={[...draft.rights]}
            onChange={(chosen) => {
              write({ ...draft, rights: RIGHTS.filter((right) => chosen.includes(right)) });
            }}
          >
            <Group gap="lg" mt="xs">
              {RIGHTS.map((right) => (
                <Checkbox key={right} value={right} label={t(`keys.right.${right}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <ScopeFields
            scope={draft.scope}
            reference={reference}
            onChange={(scope) => {
              write({ ...draft, scope });
            }}
          />
          {add.error && <ProblemNotice error={add.error} />}
          <Group>
            <Button
              type="submit"
              loading={add.isPending}
              disabled={draft.name.trim() === '' || draft.rights.length === 0}
            >
              {t('keys.add')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </Stack>
  );
}

function KeyRow({ one }: { readonly one: Key }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const revoke = useMutation({
    mutationFn: () => api.POST('/v1/desk/keys/{id}/revoke', { params: { path: { id: one.id } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  const at = (instant: string): string => formatInstant(instant, language);
  return (
    <div className={`${classes.row} ${classes.rule}`}>
      <div>
        <Text size="sm" fw={600}>
          {one.name}
        </Text>
        <Text size="sm">{one.rights.map((right) => t(`keys.right.${right}`)).join(' · ')}</Text>
        <Text size="sm" c="dimmed">
          {one.revoked_at !== null
            ? t('keys.revoked', { by: one.revoked_by ?? '', at: at(one.revoked_at) })
            : [
                t('keys.expires', { at: at(one.expires_at) }),
                one.last_used_at === null
                  ? t('keys.neverUsed')
                  : t('keys.used', { at: at(one.last_used_at) }),
              ].join(' · ')}
        </Text>
        {revoke.error && <ProblemNotice error={revoke.error} />}
      </div>
      {one.revoked_at === null && (
        <Button
          variant={asked ? 'filled' : 'default'}
          loading={revoke.isPending}
          aria-label={t('keys.revokeOf', { name: one.name })}
          onClick={() => {
            // What cannot be taken back is asked for twice.
            if (asked) revoke.mutate();
            else setAsked(true);
          }}
        >
          {asked ? `${t('keys.revoke')}?` : t('keys.revoke')}
        </Button>
      )}
    </div>
  );
}

/** The keys of other systems. */
export function KeysPage(): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <>
      <PageTitle title={t('places.keys')} />
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('keys.lead')}
        </Text>
        <Loaded query={useQuery(referenceQuery)} lines={2} height={120}>
          {(reference) => <AddKey reference={reference} />}
        </Loaded>
        <Loaded query={useQuery(keysQuery)} lines={3} height={72}>
          {({ items }) => (
            <Paper className={classes.rows ?? ''}>
              {items.length === 0 && <Empty title={t('keys.none')} />}
              {items.map((one) => (
                <KeyRow key={one.id} one={one} />
              ))}
            </Paper>
          )}
        </Loaded>
      </Stack>
    </>
  );
}
