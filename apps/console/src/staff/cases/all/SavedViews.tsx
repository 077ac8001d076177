import { ActionIcon, Button, Checkbox, Group, Popover, Stack, TextInput } from '@mantine/core';
import { IconBookmarkPlus, IconX } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { type Asked } from '../../../shared/address.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { formatNumber } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useMe } from '../../me.js';
import { type ListAsked } from '../../queries.js';
import { NAMES, STATES } from './asked.js';

const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/views', { signal })),
});
const countsQuery = queryOptions({
  queryKey: ['views', 'counts'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/views/counts', { signal })),
  refetchInterval: 60_000,
});

/** The address that shows what a view keeps. */
function addressOf(query: Readonly<Record<string, unknown>>): Asked {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const states = Array.isArray(query['state']) ? (query['state'] as unknown[]) : [];
  const [only, ...more] = states;
  const kept = Object.fromEntries(NAMES.map((name) => [name, text(query[name])]));
  const state = more.length > 0 ? '' : STATES.some((one) => one === only) ? text(only) : 'all';
  return { ...kept, state };
}

/** Lists that one has kept, or that others share, each with how many are in it. */
export function SavedViews({
  list,
  change,
}: {
  readonly list: ListAsked;
  readonly change: (more: Asked) => void;
}): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const me = useMe();
  const queries = useQueryClient();
  const { data } = useQuery(viewsQuery);
  const { data: counts } = useQuery(countsQuery);
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const again = (): Promise<void> => queries.invalidateQueries({ queryKey: ['views'] });
  const saving = useMutation({
    mutationFn: () =>
      bodyOf(
        api.PUT('/v1/desk/views/{id}', {
          params: { path: { id: crypto.randomUUID() } },
          body: { name: name.trim(), shared, query: { ...list } },
        }),
      ),
    onSuccess: async () => {
      setOpened(false);
      setName('');
      await again();
    },
  });
  const removing = useMutation({
    mutationFn: (id: string) => api.DELETE('/v1/desk/views/{id}', { params: { path: { id } } }),
    onSuccess: again,
  });
  const countOf = ({ id }: Schema<'ViewView'>): string => {
    const found = counts?.items.find((one) => one.id === id);
    if (!found || found.count === null) return '';
    return ` (${formatNumber(found.count, language)}${found.more ? '+' : ''})`;
  };
  return (
    <Group gap="xs" mb="sm" className="kip-no-print" role="group" aria-label={t('all.views')}>
      {data?.items.map((view) => (
        <Group key={view.id} gap={0} wrap="nowrap">
          <Button
            variant="default"
            radius="xl"
            size="sm"
            onClick={() => {
              change(addressOf(view.query));
            }}
          >
            {view.name}
            {countOf(view)}
          </Button>
          {view.person === me.code && (
            <ActionIcon
              variant="subtle"
              color="gray"
              c="var(--mantine-color-text)"
              size={36}
              aria-label={t('all.removeView', { name: view.name })}
              onClick={() => {
                removing.mutate(view.id);
              }}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      <Popover opened={opened} onChange={setOpened} trapFocus withinPortal width={280}>
        <Popover.Target>
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconBookmarkPlus size={18} aria-hidden />}
            onClick={() => {
              setOpened(!opened);
            }}
          >
            {t('all.saveView')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() !== '') saving.mutate();
            }}
          >
            <Stack gap="sm">
              <TextInput
                label={t('all.viewName')}
                value={name}
                maxLength={100}
                data-autofocus
                onChange={({ currentTarget }) => {
                  setName(currentTarget.value);
                }}
              />
              <Checkbox
                label={t('all.shareView')}
                checked={shared}
                onChange={({ currentTarget }) => {
                  setShared(currentTarget.checked);
                }}
              />
              {saving.error && <ProblemNotice error={saving.error} />}
              <Button type="submit" loading={saving.isPending} disabled={name.trim() === ''}>
                {t('all.keepView')}
              </Button>
            </Stack>
          </form>
        </Popover.Dropdown>
      </Popover>
      {removing.error && <ProblemNotice error={removing.error} />}
    </Group>
  );
}
