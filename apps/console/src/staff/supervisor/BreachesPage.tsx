import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, wordOf } from '../../shared/address.js';
import { Due } from '../../shared/components/Due.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { StateBadge } from '../../shared/components/StateBadge.js';
import { useLanguage } from '../../shared/use-language.js';
import { referenceQuery } from '../queries.js';
import { Frame } from './Frame.js';
import { inboxQuery } from './queries.js';
import { Why } from './Why.js';
import classes from './supervisor.module.css';

function Overdue({ onWhy }: { readonly onWhy: (code: string) => void }): ReactNode {
  const { t } = useTranslation(['supervisor', 'shared']);
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const query = useInfiniteQuery(inboxQuery('overdue'));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  if (!data) {
    if (!error) return <SkeletonList lines={8} height={64} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty title={t('breaches.none')} hint={t('breaches.noneHint')} />;
  const unitName = (code: string | null): string =>
    code === null
      ? t('drill.noUnit')
      : (reference?.units.find((unit) => unit.code === code)?.name[language] ?? code);
  return (
    <Stack gap="sm">
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <div className={classes.paper}>
        <table className={classes.table} data-cards>
          <thead>
            <tr>
              <th scope="col">{t('drill.code')}</th>
              <th scope="col">{t('breaches.text')}</th>
              <th scope="col">{t('breaches.state')}</th>
              <th scope="col">{t('drill.unit')}</th>
              <th scope="col">{t('drill.due')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {items.map(({ code, text, state, unit, due }) => (
              <tr key={code}>
                <th scope="row">
                  <Anchor component={Link} to={`/reports/${code}`} className={classes.code}>
                    {code}
                  </Anchor>
                </th>
                <td data-wide>
                  <Text size="sm" lineClamp={2}>
                    {text}
                  </Text>
                </td>
                <td>
                  <StateBadge state={state} />
                </td>
                <td data-wide>{unitName(unit)}</td>
                <td data-wide>
                  <Due at={due} overdue />
                </td>
                <td>
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    aria-label={t('why.of', { code })}
                    onClick={() => {
                      onWhy(code);
                    }}
                  >
                    {t('why.ask')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage && (
        <Group justify="end">
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

/** What is open and past its promise, the longest first; why each deadline is what it is, by a click. */
export function BreachesPage(): ReactNode {
  const { t } = useTranslation('supervisor');
  const [asked, change] = useAsked();
  return (
    <Frame title={t('breaches.title')}>
      <Overdue
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
