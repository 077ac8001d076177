import {
  Alert,
  Anchor,
  Button,
  Code,
  Group,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.js';
import { useAsked, wordOf } from '../../../shared/address.js';
import { Empty } from '../../../shared/components/Empty.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { formatInstant, formatNumber } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { Loaded } from '../Loaded.js';
import classes from '../admin.module.css';

/** What one is shown of an act: who did what to which report, or to which rule. */
interface Line {
  readonly key: string;
  readonly at: string;
  readonly what: string;
  readonly by: string | null;
  readonly report: string | null;
}

interface Asked {
  readonly person: string;
  readonly report: string;
}

const given = ({ person, report }: Asked) => ({
  ...(person !== '' && { person }),
  ...(report !== '' && { report }),
});

const actsQuery = (asked: Asked) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'acts', asked],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/v1/desk/audit/acts', {
          params: { query: { ...given(asked), ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

const savedQuery = ({ person }: Asked) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'saved', person],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/v1/desk/audit/saved', {
          params: {
            query: {
              ...(person !== '' && { person }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

const sealQuery = queryOptions({
  queryKey: ['audit', 'seal'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/audit/seal', { signal })),
});

/** Whether the history is as it was written. */
function Seal(): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  return (
    <Loaded query={useQuery(sealQuery)} lines={1} height={110}>
      {({ number, hash, sealed_at: at, holds, waiting, faults }) =>
        holds ? (
          <Paper p="md">
            <Text fw={600}>{t('audit.holds', { number: formatNumber(number, language) })}</Text>
            <Text size="sm" c="dimmed">
              {at === null
                ? t('audit.unsealed')
                : t('audit.sealedAt', { at: formatInstant(at, language) })}
              {waiting > 0 && ` · ${t('audit.waiting', { count: waiting })}`}
            </Text>
            {hash !== null && <Code style={{ overflowWrap: 'anywhere' }}>{hash}</Code>}
          </Paper>
        ) : (
          <Alert
            color="red"
            variant="outline"
            icon={<IconAlertTriangle aria-hidden />}
            title={t('audit.broken')}
          >
            {faults.map(({ what, id }) => (
              <Text key={`${what} ${id}`} size="sm">
                {what}: <Code>{id}</Code>
              </Text>
            ))}
          </Alert>
        )
      }
    </Loaded>
  );
}

function Lines({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  if (lines.length === 0) {
    return (
      <Paper>
        <Empty title={t('privacy.noLines')} />
      </Paper>
    );
  }
  return (
    <Paper className={classes.rows ?? ''}>
      {lines.map(({ key, at, what, by, report }) => (
        <div key={key} className={`${classes.row} ${classes.rule}`}>
          <div>
            <Text size="sm" fw={550}>
              {what}
            </Text>
            <Text size="sm" c="dimmed">
              {by === null ? t('rules.system') : t('privacy.by', { by })}
              {report !== null && (
                <>
                  {' · '}
                  <Anchor component={Link} to={`/reports/${report}`} size="sm">
                    {report}
                  </Anchor>
                </>
              )}
            </Text>
          </div>
          <Text size="sm" c="dimmed">
            {formatInstant(at, language)}
          </Text>
        </div>
      ))}
    </Paper>
  );
}

function useLines(asked: Asked, saved: boolean) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const acts = useInfiniteQuery({ ...actsQuery(asked), enabled: !saved });
  const rules = useInfiniteQuery({ ...savedQuery(asked), enabled: saved });
  const lines: readonly Line[] = saved
    ? (rules.data?.pages.flatMap(({ items }) =>
        items.map(({ at, kind, code, revision, by }) => ({
          ...{ key: `${kind} ${code} ${revision}`, at, by, report: null },
          what: t('audit.saved', { kind: t(`audit.kind.${kind}`), code, revision }),
        })),
      ) ?? [])
    : (acts.data?.pages.flatMap(({ items }) =>
        items.map(({ id, at, title, by, report }) => ({
          ...{ key: id, at, what: title[language], by, report },
        })),
      ) ?? []);
  const query = saved ? rules : acts;
  return { lines, query };
}

/** Who did what, and whether the history still is what was written. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation(['admin', 'shared']);
  const [address, change] = useAsked();
  const saved = wordOf(address, 'of') === 'rules';
  const asked = { person: wordOf(address, 'person'), report: wordOf(address, 'report') };
  const { lines, query } = useLines(asked, saved);
  return (
    <>
      <PageTitle title={t('places.audit')} />
      <Stack gap="md">
        <Seal />
        <Group gap="sm" align="end">
          <SegmentedControl
            aria-label={t('audit.of')}
            data={[
              { value: 'acts', label: t('audit.acts') },
              { value: 'rules', label: t('audit.rules') },
            ]}
            value={saved ? 'rules' : 'acts'}
            onChange={(of) => {
              change({ of: of === 'rules' ? 'rules' : '' });
            }}
          />
          <TextInput
            label={t('privacy.ofPerson')}
            value={asked.person}
            onChange={({ currentTarget }) => {
              change({ person: currentTarget.value });
            }}
          />
          {!saved && (
            <TextInput
              label={t('privacy.ofReport')}
              value={asked.report}
              onChange={({ currentTarget }) => {
                change({ report: currentTarget.value });
              }}
            />
          )}
        </Group>
        {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && !query.error && <SkeletonList lines={8} height={52} />}
        {query.data && <Lines lines={lines} />}
        {query.hasNextPage && (
          <div>
            <Button
              variant="default"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('shared:act.more')}
            </Button>
          </div>
        )}
      </Stack>
    </>
  );
}
