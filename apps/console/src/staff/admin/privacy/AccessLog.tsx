import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.js';
import { useAsked, wordOf } from '../../../shared/address.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { ChoiceField } from '../../cases/form/ChoiceField.js';
import { referenceQuery } from '../../queries.js';
import { Lines } from '../Lines.js';
import { TypedField } from '../TypedField.js';
import { useKindWords } from '../use-kind-words.js';

const LIMIT = 50;
const OF_ACCESS: Record<string, string> = { of: 'access' };

/** Who came in, and who looked at whose name and number: whatever somebody did, or was done to them. */
export function AccessLog(): ReactNode {
  const { t } = useTranslation(['admin', 'shared']);
  const { word } = useKindWords('access');
  const { data: reference } = useQuery(referenceQuery);
  const [asked, ask] = useAsked();
  const [report, person] = [wordOf(asked, 'report'), wordOf(asked, 'person')];
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['access-log', report, person],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...(report !== '' && { report }),
        ...(person !== '' && { person }),
        ...(pageParam !== null && { before: pageParam }),
        limit: LIMIT,
      };
      return bodyOf(api.GET('/v1/desk/privacy/access', { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ items }) => (items.length < LIMIT ? null : (items.at(-1)?.id ?? null)),
  });
  const lines = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('privacy.accessLead')}{' '}
        <Anchor
          size="sm"
          renderRoot={(props) => <Link {...props} to="/admin/audit" search={OF_ACCESS} />}
        >
          {t('places.audit')}
        </Anchor>
      </Text>
      <Group gap="sm" align="end">
        <TypedField
          label={t('privacy.ofReport')}
          value={report}
          onLook={(next) => {
            ask({ report: next });
          }}
        />
        <ChoiceField
          label={t('privacy.ofPerson')}
          choices={reference?.people.map(({ code, name }) => ({ value: code, label: name })) ?? []}
          value={person}
          placeholder={t('audit.everybody')}
          clearable
          onChange={(next) => {
            ask({ person: next });
          }}
        />
      </Group>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonList lines={8} height={66} />}
      {data && (
        <Lines
          lines={lines.map(({ id, at, kind, by, person: about, report: code }) => ({
            ...{ key: id, at, by, about, report: code, leads: null, why: null },
            what: word(kind),
          }))}
        />
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
