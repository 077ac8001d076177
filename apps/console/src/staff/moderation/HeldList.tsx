import { Anchor, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { formatInstant } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { useDraft } from './draft.js';
import { heldQuery } from './queries.js';
import { tell } from '../tell.js';

type Held = Schema<'HeldItem'>;
type Pages = InfiniteData<Schema<'HeldPage'>, string | null>;

/** Lets one pass, or says that it is spam; it leaves the list at once, and comes back where that is refused. */
function useJudge(item: Held, onDone: () => void) {
  const { t } = useTranslation('moderation');
  const queries = useQueryClient();
  const { code, version } = item;
  const { queryKey } = heldQuery;
  return useMutation({
    mutationFn: (act: { kind: 'pass'; reason: string } | { kind: 'spam' }) => {
      const params = { path: { code } };
      return act.kind === 'pass'
        ? bodyOf(
            api.POST('/v1/desk/reports/{code}/let-pass', { params, body: { reason: act.reason } }),
          )
        : bodyOf(api.POST('/v1/desk/reports/{code}/spam', { params, body: { version } }));
    },
    onSuccess: (_answer, { kind }) => {
      onDone();
      tell(t(`held.done.${kind}`, { code }));
      queries.setQueryData<Pages>(
        queryKey,
        (all) =>
          all && {
            ...all,
            pages: all.pages.map((page) => ({
              ...page,
              items: page.items.filter((one) => one.code !== code),
            })),
          },
      );
    },
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
}

function HeldCard({ item }: { readonly item: Held }): ReactNode {
  const { t } = useTranslation('moderation');
  const language = useLanguage();
  const [reason, write, forget] = useDraft(`pass-${item.code}`);
  const judge = useJudge(item, forget);
  const busy = judge.isPending;
  return (
    <Paper p="md" component="article" aria-label={item.code}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Anchor component={Link} to={`/moderation/${item.code}`} fw={600}>
            {item.code}
          </Anchor>
          <Text size="sm" c="dimmed">
            {t('held.at', { at: formatInstant(item.held_at, language) })}
          </Text>
        </Group>
        <Text style={{ whiteSpace: 'pre-wrap' }} lineClamp={6}>
          {item.text}
        </Text>
        {item.address !== null && (
          <Text size="sm" c="dimmed">
            {item.address}
          </Text>
        )}
        <Text size="sm">
          <b>{t('held.why')}</b> {item.why}
          {item.others.length > 0 && ` · ${t('held.others', { codes: item.others.join(', ') })}`}
        </Text>
        {judge.error && <ProblemNotice error={judge.error} />}
        <Group gap="sm" align="end">
          <TextInput
            label={t('held.reason')}
            value={reason}
            style={{ flex: '1 1 16rem' }}
            onChange={({ currentTarget }) => {
              write(currentTarget.value);
            }}
          />
          <Button
            disabled={reason.trim() === '' || busy}
            onClick={() => {
              judge.mutate({ kind: 'pass', reason: reason.trim() });
            }}
          >
            {t('held.pass')}
          </Button>
          <Button
            variant="default"
            disabled={busy}
            onClick={() => {
              judge.mutate({ kind: 'spam' });
            }}
          >
            {t('held.spam')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** What came in as a flood, or again from the same reporter, and waits for a moderator's word. */
export function HeldList(): ReactNode {
  const { t } = useTranslation(['moderation', 'shared']);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInfiniteQuery(heldQuery);
  if (!data) {
    if (!error) return <SkeletonList lines={3} height={196} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <Paper>
        <Empty title={t('held.none')} hint={t('held.noneHint')} />
      </Paper>
    );
  }
  return (
    <Stack gap="sm">
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {items.map((item) => (
        <HeldCard key={item.code} item={item} />
      ))}
      {hasNextPage && (
        <Group>
          <Button
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t('shared:act.more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
