import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Due } from '../shared/components/Due.js';
import { StateBadge, type State } from '../shared/components/StateBadge.js';
import { formatDate } from '../shared/format.js';
import { myPages, useMe } from './account/me.js';
import { type MyReport, myReports } from './mine.js';
import { reportQuery } from './queries.js';

/** So many are asked for; older ones are opened by their link. */
const ASKED = 10;

function Mine({ mine, asked }: { readonly mine: MyReport; readonly asked: boolean }): ReactNode {
  const { code, token, receivedAt } = mine;
  const { data } = useQuery({ ...reportQuery(code, token), enabled: asked });
  return (
    <Paper p="md">
      <Group justify="space-between" gap="xs">
        <Anchor component={Link} to={`/reports/${code}`} fw={600}>
          {code}
        </Anchor>
        {data ? (
          <StateBadge state={data.state as State} />
        ) : (
          <Text size="sm" c="dimmed">
            {formatDate(receivedAt)}
          </Text>
        )}
      </Group>
      {data && (
        <>
          <Text size="sm" lineClamp={2} mt={4}>
            {data.text}
          </Text>
          <Due at={data.promise} overdue={data.overdue} />
        </>
      )}
    </Paper>
  );
}

/** What was filed with this device, and is not in the account of whoever is signed in. */
export function MineList(): ReactNode {
  const { t } = useTranslation('citizen');
  const { data: me } = useMe();
  const { data } = useInfiniteQuery({ ...myPages, enabled: Boolean(me) });
  const shown = data?.pages.flatMap(({ items }) => items.map(({ code }) => code)) ?? [];
  const mine = myReports().filter(({ code }) => !shown.includes(code));
  if (mine.length === 0) return null;
  return (
    <section aria-labelledby="mine">
      <Title order={2} id="mine" mb="sm">
        {t('mine.title')}
      </Title>
      <Stack gap="sm" maw={640} mb="xl">
        {mine.map((one, at) => (
          <Mine key={one.code} mine={one} asked={at < ASKED} />
        ))}
      </Stack>
    </section>
  );
}
