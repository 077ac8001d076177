import { Modal, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, onSessionEnd } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { type Standing, standingQuery } from '../access.js';
import { useMe } from '../me.js';
import { SignInFlow } from './SignInFlow.js';

function Steps({ onIn }: { readonly onIn: (next: Standing) => void }): ReactNode {
  const [standing, setStanding] = useState<Standing | null>(null);
  const ways = useQuery({
    queryKey: ['ways'],
    queryFn: () => bodyOf(api.GET('/v1/session/ways')),
    staleTime: 0,
  });
  if (!ways.data) {
    if (!ways.error) return <SkeletonList lines={3} />;
    return <ProblemNotice error={ways.error} onRetry={() => void ways.refetch()} />;
  }
  const at: Standing = standing ?? { at: 'door', ways: ways.data };
  if (at.at === 'desk') return <SkeletonList lines={3} />;
  return (
    <SignInFlow
      standing={at}
      onStanding={(next) => {
        setStanding(next);
        if (next.at === 'desk') onIn(next);
      }}
    />
  );
}

/**
 * Signing in again over the page that is open, when the session has ended: the page stays, with all that
 * was typed, and what it could not read is read anew. Somebody else gets a page of their own.
 */
export function SignInAgain(): ReactNode {
  const { t } = useTranslation('sign-in');
  const me = useMe();
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(
    () =>
      onSessionEnd(() => {
        setEnded(true);
      }),
    [],
  );
  const goOn = (next: Standing): void => {
    if (next.at !== 'desk') return;
    if (next.me.code !== me.code) {
      window.location.reload();
      return;
    }
    queries.setQueryData(standingQuery.queryKey, next);
    setEnded(false);
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] !== standingQuery.queryKey[0],
    });
  };
  return (
    <Modal
      opened={ended}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('again.title')}
    >
      <Stack>
        <Text size="sm">{t('again.lead')}</Text>
        <Suspense fallback={<SkeletonList lines={3} />}>
          <Steps onIn={goOn} />
        </Suspense>
      </Stack>
    </Modal>
  );
}
