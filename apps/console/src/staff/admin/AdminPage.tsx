import { Paper, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { useMe } from '../me.js';
import { referenceQuery } from '../queries.js';
import { PLACES } from './places.js';
import {
  calendarsQuery,
  keysQuery,
  peopleQuery,
  policiesQuery,
  retentionQuery,
  webhooksQuery,
} from './queries.js';
import classes from './admin.module.css';

type Name = (typeof PLACES)[number]['name'];
/** Of these one sees at a glance how many there are. */
type Counted = Exclude<Name, 'routing' | 'templates' | 'audit' | 'dead' | 'system'>;

function isCounted(name: Name): name is Counted {
  return !['routing', 'templates', 'audit', 'dead', 'system'].includes(name);
}

/** How many there are of each; undefined until it is known. */
function useCounts(): Readonly<Record<Counted, number | undefined>> {
  const may = useMe().rights;
  const needs = (right: (typeof may)[number]): { enabled: boolean } => ({
    enabled: may.includes(right),
  });
  return {
    people: useQuery({ ...peopleQuery, ...needs('manage_people') }).data?.items.length,
    calendars: useQuery(calendarsQuery).data?.items.length,
    policies: useQuery(policiesQuery).data?.items.length,
    reference: useQuery(referenceQuery).data?.units.length,
    keys: useQuery({ ...keysQuery, ...needs('manage_keys') }).data?.items.length,
    webhooks: useQuery({ ...webhooksQuery, ...needs('manage_webhooks') }).data?.items.length,
    privacy: useQuery({ ...retentionQuery, ...needs('manage_privacy') }).data?.items.reduce(
      (sum, { due }) => sum + due,
      0,
    ),
  };
}

/** What administrators look after, at a glance. */
export function AdminPage(): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const { rights } = useMe();
  const counts = useCounts();
  return (
    <>
      <PageTitle title={t('title')} />
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {PLACES.filter(({ right }) => rights.includes(right)).map(({ name }) => {
          const counted = isCounted(name) ? { name, count: counts[name] } : null;
          return (
            <Paper
              key={name}
              component={Link}
              to={`/admin/${name}`}
              p="md"
              className={classes.card ?? ''}
            >
              <Text fw={600}>{t(`places.${name}`)}</Text>
              <Text size="sm" c="dimmed">
                {t(`leads.${name}`)}
              </Text>
              <Text size="sm" fw={600} mt="xs" mih={23}>
                {counted?.count !== undefined &&
                  t(`counts.${counted.name}`, { number: formatNumber(counted.count, language) })}
              </Text>
            </Paper>
          );
        })}
      </SimpleGrid>
    </>
  );
}
