import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.js';
import { useAsked, wordOf } from '../../../shared/address.js';
import { Empty } from '../../../shared/components/Empty.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import classes from '../admin.module.css';

const LIMIT = 50;

/** Who came in, and who looked at whose name and number, the last first. */
export function AccessLog(): ReactNode {
  const { t } = useTranslation(['admin', 'shared']);
  const language = useLanguage();
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
      <Group gap="sm">
        <TextInput
          label={t('privacy.ofReport')}
          value={report}
          onChange={({ currentTarget }) => {
            ask({ report: currentTarget.value });
          }}
        />
        <TextInput
          label={t('privacy.ofPerson')}
          value={person}
          onChange={({ currentTarget }) => {
            ask({ person: currentTarget.value });
          }}
        />
      </Group>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonList lines={8} height={52} />}
      {data && (
        <Paper className={classes.rows ?? ''}>
          {lines.length === 0 && <Empty title={t('privacy.noLines')} />}
          {lines.map((line) => (
            <div key={line.id} className={`${classes.row} ${classes.rule}`}>
              <div>
                <Text size="sm" fw={550}>
                  {line.kind}
                </Text>
                <Text size="sm" c="dimmed">
                  {[
                    line.by === null ? t('rules.system') : t('privacy.by', { by: line.by }),
                    ...(line.person !== null && line.person !== line.by
                      ? [t('privacy.about', { person: line.person })]
                      : []),
                    ...(line.report === null ? [] : [line.report]),
                  ].join(' · ')}
                </Text>
              </div>
              <Text size="sm" c="dimmed">
                {formatInstant(line.at, language)}
              </Text>
            </div>
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
