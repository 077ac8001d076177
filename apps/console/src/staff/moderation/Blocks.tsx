import {
  Button,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { formatInstant } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { useDraft } from './draft.js';
import { blocksQuery } from './queries.js';
import classes from './moderation.module.css';
import { tell } from '../tell.js';

type Block = Schema<'BlockView'>;
const KINDS = ['address', 'device', 'phone'] as const;
const DAYS = ['1', '7', '30', '90', '365'] as const;
const DAY_MS = 86_400_000;

function AddBlock(): ReactNode {
  const { t } = useTranslation('moderation');
  const queries = useQueryClient();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('phone');
  const [days, setDays] = useState('7');
  const [value, writeValue, forgetValue] = useDraft('block-value');
  const [reason, writeReason, forgetReason] = useDraft('block-reason');
  const add = useMutation({
    mutationFn: () => {
      const until = new Date(Date.now() + Number(days) * DAY_MS).toISOString();
      return bodyOf(api.POST('/v1/desk/blocks', { body: { kind, value, reason, until } }));
    },
    onSuccess: async () => {
      forgetValue();
      forgetReason();
      tell(t('blocks.added'));
      await queries.invalidateQueries({ queryKey: blocksQuery.queryKey });
    },
  });
  const fault = (field: string): string | undefined =>
    add.error instanceof Problem
      ? add.error.fields.find((one) => one.field === field)?.message
      : undefined;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Paper p="md" component="form" onSubmit={send}>
      <Stack gap="sm">
        <Title order={2} size="h3">
          {t('blocks.add')}
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={t('blocks.kind')}
            data={KINDS.map((one) => ({ value: one, label: t(`blocks.kinds.${one}`) }))}
            value={kind}
            allowDeselect={false}
            onChange={(chosen) => {
              setKind(KINDS.find((one) => one === chosen) ?? 'phone');
            }}
          />
          <TextInput
            label={t('blocks.value')}
            value={value}
            error={fault('value')}
            onChange={({ currentTarget }) => {
              writeValue(currentTarget.value);
            }}
          />
          <Select
            label={t('blocks.days')}
            data={DAYS.map((one) => ({ value: one, label: t('blocks.forDays', { days: one }) }))}
            value={days}
            allowDeselect={false}
            error={fault('until')}
            onChange={(chosen) => {
              if (chosen !== null) setDays(chosen);
            }}
          />
          <TextInput
            label={t('blocks.reason')}
            value={reason}
            error={fault('reason')}
            onChange={({ currentTarget }) => {
              writeReason(currentTarget.value);
            }}
          />
        </SimpleGrid>
        {add.error && <ProblemNotice error={add.error} />}
        <Group>
          <Button
            type="submit"
            loading={add.isPending}
            disabled={value.trim() === '' || reason.trim() === ''}
          >
            {t('blocks.add')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function BlockRow({ block }: { readonly block: Block }): ReactNode {
  const { t } = useTranslation('moderation');
  const language = useLanguage();
  const queries = useQueryClient();
  const lift = useMutation({
    mutationFn: () =>
      bodyOf(api.POST('/v1/desk/blocks/{id}/lift', { params: { path: { id: block.id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: blocksQuery.queryKey }),
  });
  const over = block.lifted_at !== null;
  return (
    <div className={classes.block}>
      <div>
        <Text size="sm" fw={600}>
          {t(`blocks.kinds.${block.kind}`)} · {block.label}
        </Text>
        <Text size="sm">{block.reason}</Text>
        <Text size="sm" c="dimmed">
          {over
            ? t('blocks.lifted', {
                by: block.lifted_by ?? '',
                at: formatInstant(block.lifted_at ?? '', language),
              })
            : t('blocks.until', {
                by: block.added_by,
                at: formatInstant(block.until, language),
              })}
        </Text>
        {lift.error && <ProblemNotice error={lift.error} />}
      </div>
      {!over && (
        <Button
          variant="default"
          loading={lift.isPending}
          aria-label={t('blocks.liftOf', { label: block.label })}
          onClick={() => {
            lift.mutate();
          }}
        >
          {t('blocks.lift')}
        </Button>
      )}
    </div>
  );
}

/** Who may not file, and until when. */
export function Blocks(): ReactNode {
  const { t } = useTranslation(['moderation', 'shared']);
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(blocksQuery);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="lg">
      <AddBlock />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonList lines={3} height={88} />}
      {data && (
        <Paper>
          {items.length === 0 && <Empty title={t('blocks.none')} />}
          {items.map((block) => (
            <BlockRow key={block.id} block={block} />
          ))}
        </Paper>
      )}
      {hasNextPage && (
        <Group>
          <Button variant="default" onClick={() => void fetchNextPage()}>
            {t('shared:act.more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
