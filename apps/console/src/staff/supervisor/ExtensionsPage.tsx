import { Stack } from '@mantine/core';
import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { useAsked, wordOf } from '../../shared/address.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { keptInTab } from '../../shared/kept.js';
import { type Decision, ExtensionCard, draftOf } from './ExtensionCard.js';
import { Frame } from './Frame.js';
import { inboxQuery } from './queries.js';
import { Why } from './Why.js';
import { tell } from '../tell.js';

type Pages = InfiniteData<Schema<'InboxPage'>, string | null>;

const INBOX = inboxQuery('extensions');

function send({ item: { code }, version, grant, reason }: Decision) {
  const params = { path: { code } };
  if (!grant) {
    return bodyOf(api.POST('/v1/desk/reports/{code}/deny', { params, body: { version, reason } }));
  }
  const body = { version, ...(reason !== '' && { reason }) };
  return bodyOf(api.POST('/v1/desk/reports/{code}/grant', { params, body }));
}

/** Decides at once, and takes it back where the server refuses: the words that were typed are kept. */
function useDecide() {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onMutate: async ({ item: { code } }) => {
      await queries.cancelQueries({ queryKey: INBOX.queryKey });
      const before = queries.getQueryData<Pages>(INBOX.queryKey);
      queries.setQueryData<Pages>(
        INBOX.queryKey,
        (pages) =>
          pages && {
            ...pages,
            pages: pages.pages.map((page) => ({
              ...page,
              items: page.items.filter((one) => one.code !== code),
            })),
          },
      );
      return { before };
    },
    onError: (_error, { item: { code } }, context) => {
      if (context) queries.setQueryData(INBOX.queryKey, context.before);
      // Somebody else may have acted: what is shown beside the words is what stands now.
      void queries.invalidateQueries({ queryKey: ['reports', 'one', code] });
    },
    onSuccess: (_case, { item: { code }, grant }) => {
      keptInTab.write(draftOf(code), null);
      const message = t(grant ? 'extension.granted' : 'extension.denied', { code });
      tell(message);
    },
    onSettled: (_case, error) => {
      if (!error) void queries.invalidateQueries({ queryKey: INBOX.queryKey });
    },
  });
}

function Waiting({ onWhy }: { readonly onWhy: (code: string) => void }): ReactNode {
  const { t } = useTranslation('supervisor');
  const { data, error, refetch } = useInfiniteQuery(INBOX);
  const decide = useDecide();
  if (!data) {
    if (!error) return <SkeletonList lines={3} height={220} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return <Empty title={t('extension.none')} hint={t('extension.noneHint')} />;
  }
  return (
    <Stack gap="md">
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {items.map((item) => (
        <ExtensionCard
          key={item.code}
          item={item}
          refusal={decide.variables?.item.code === item.code ? decide.error : null}
          onDecide={decide.mutate}
          onWhy={onWhy}
        />
      ))}
    </Stack>
  );
}

/** Extensions that units have asked for and that nobody has decided. */
export function ExtensionsPage(): ReactNode {
  const { t } = useTranslation('supervisor');
  const [asked, change] = useAsked();
  return (
    <Frame title={t('extension.title')}>
      <Waiting
        onWhy={(why) => {
          change({ why });
        }}
      />
      <Why
        code={wordOf(asked, 'why')}
        onClose={() => {
          change({ why: '' });
        }}
      />
    </Frame>
  );
}
