import {
  Button,
  Group,
  NativeSelect,
  NumberInput,
  Paper,
  Progress,
  Stack,
  Text,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { useAsked, wordOf } from '../../shared/address.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { useLanguage } from '../../shared/use-language.js';
import { Frame } from './Frame.js';
import { policiesQuery, policyQuery } from './queries.js';
import { type Foreseen, WhatIfResult } from './WhatIfResult.js';

type Policy = Schema<'PolicyBody'>;
type Resolve = Policy['resolve'];

function lengthOf(resolve: Resolve): number {
  if (!resolve) return 0;
  return resolve.kind === 'working_days' ? resolve.days : resolve.minutes;
}

function withLength(resolve: Resolve, length: number): Resolve {
  if (!resolve) return resolve;
  return resolve.kind === 'working_days'
    ? { ...resolve, days: length }
    : { ...resolve, minutes: length };
}

/** Every page of what a changed policy would do to what is open now; tells how many it has read. */
async function foresee(
  code: string,
  body: Policy,
  tell: (reports: number) => void,
): Promise<Foreseen> {
  const clocks: Schema<'PreviewedClockView'>[] = [];
  let reports = 0;
  let after: string | null = null;
  do {
    const page: Schema<'PreviewPageView'> = await bodyOf(
      api.POST('/v1/desk/policies/{code}/preview', {
        params: { path: { code }, query: { limit: 200, ...(after !== null && { after }) } },
        body,
      }),
    );
    reports += page.reports;
    clocks.push(...page.clocks);
    after = page.next;
    tell(reports);
  } while (after !== null);
  return { reports, clocks };
}

function Changed({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const { data, error, refetch } = useQuery(policyQuery(code));
  const [typed, setTyped] = useState<number | null>(null);
  const [read, setRead] = useState(0);
  const preview = useMutation({ mutationFn: (body: Policy) => foresee(code, body, setRead) });
  if (!data) {
    if (!error) return <SkeletonList lines={2} height={96} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  const { policy } = data;
  const { resolve } = policy;
  if (!resolve) return <Text>{t('whatIf.noLimit', { name: policy.name[language] })}</Text>;
  const now = lengthOf(resolve);
  const length = typed ?? now;
  return (
    <Stack gap="md">
      <Paper p="md">
        <Group align="end" gap="sm">
          <NumberInput
            label={t(`whatIf.${resolve.kind}`)}
            description={t('whatIf.now', { now })}
            min={1}
            max={100_000}
            allowDecimal={false}
            value={length}
            onChange={(value) => {
              setTyped(Number(value));
            }}
          />
          <Button
            loading={preview.isPending}
            disabled={length < 1}
            onClick={() => {
              setRead(0);
              preview.mutate({ ...policy, resolve: withLength(resolve, length) });
            }}
          >
            {t('whatIf.look')}
          </Button>
        </Group>
        <Text size="sm" c="dimmed" mt="sm">
          {t('whatIf.nothingSaved')}
        </Text>
      </Paper>
      {preview.isPending && (
        <div role="status">
          <Text size="sm">{t('whatIf.read', { count: read })}</Text>
          <Progress value={100} animated aria-label={t('whatIf.looking')} />
        </div>
      )}
      {preview.error && <ProblemNotice error={preview.error} />}
      {preview.data && <WhatIfResult foreseen={preview.data} />}
    </Stack>
  );
}

/** What another limit would change for what is open now. Nothing is saved by looking. */
export function WhatIfPage(): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const [asked, change] = useAsked();
  const { data, error, refetch } = useQuery(policiesQuery);
  const code = wordOf(asked, 'policy') || (data?.items[0]?.code ?? '');
  return (
    <Frame title={t('whatIf.title')}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('whatIf.hint')}
        </Text>
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {!data && !error && <SkeletonList lines={2} height={96} />}
        {data && (
          <>
            <NativeSelect
              label={t('whatIf.policy')}
              maw={480}
              data={data.items.map(({ code: value, name, resolve }) => ({
                value,
                label: `${name[language]} (${resolve[language]})`,
              }))}
              value={code}
              onChange={({ currentTarget }) => {
                change({ policy: currentTarget.value });
              }}
            />
            {code !== '' && <Changed key={code} code={code} />}
          </>
        )}
      </Stack>
    </Frame>
  );
}
