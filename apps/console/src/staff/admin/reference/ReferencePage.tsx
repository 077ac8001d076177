import { Paper, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { useAsked, wordOf } from '../../../shared/address.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { useLanguage } from '../../../shared/use-language.js';
import { referenceQuery } from '../../queries.js';
import { Loaded } from '../Loaded.js';
import classes from '../admin.module.css';

type Reference = Schema<'ReferenceView'>;
const TABS = ['categories', 'units', 'networks'] as const;

interface Leaf {
  readonly code: string;
  readonly parent: string | null;
  readonly name: Schema<'BilingualView'>;
  readonly until: string | null;
  readonly says: string;
}

/** What stands under one parent, and under each of those. */
function Tree({
  leaves,
  parent,
}: {
  readonly leaves: readonly Leaf[];
  readonly parent: string | null;
}): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const here = leaves.filter((one) => one.parent === parent);
  if (here.length === 0) return null;
  return (
    <ul className={classes.tree}>
      {here.map((leaf) => (
        <li key={leaf.code}>
          <div className={classes.leaf}>
            <Text size="sm" fw={550}>
              {leaf.name[language]}
            </Text>
            <Text size="xs" c="dimmed">
              {leaf.code}
              {leaf.says !== '' && ` · ${leaf.says}`}
            </Text>
            {leaf.until !== null && (
              <span className={classes.badge}>{t('reference.until', { until: leaf.until })}</span>
            )}
          </div>
          <Tree leaves={leaves} parent={leaf.code} />
        </li>
      ))}
    </ul>
  );
}

function Categories({ reference }: { readonly reference: Reference }): ReactNode {
  const { t } = useTranslation(['admin', 'shared']);
  const language = useLanguage();
  return (
    <Stack gap="md">
      {reference.streams.map((stream) => {
        const leaves = reference.categories
          .filter((one) => one.stream === stream.code)
          .map((one) => ({
            ...one,
            says: [
              t(`shared:priority.${one.priority}`),
              ...one.form.map(({ label }) => label[language]),
            ].join(' · '),
          }));
        return (
          <Paper key={stream.code} p="md">
            <Text fw={600}>{stream.name[language]}</Text>
            <Text size="sm" c="dimmed" mb="xs">
              {stream.prefix} ·{' '}
              {t(stream.citizens ? 'reference.citizens' : 'reference.notCitizens')}
            </Text>
            <Tree leaves={leaves} parent={null} />
          </Paper>
        );
      })}
    </Stack>
  );
}

function Networks({ reference }: { readonly reference: Reference }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const names = new Map(reference.units.map(({ code, name }) => [code, name[language]]));
  const nameOf = (code: string): string => names.get(code) ?? code;
  return (
    <Stack gap="sm">
      {reference.networks.map((network) => (
        <Paper key={network.code} p="md">
          <Text fw={600}>{network.name[language]}</Text>
          <Text size="sm">{t('reference.lead', { unit: nameOf(network.lead) })}</Text>
          <Text size="sm" c="dimmed">
            {network.units.map(nameOf).join(' · ')}
          </Text>
        </Paper>
      ))}
    </Stack>
  );
}

/** What the forms choose from and routing goes by, as it is now. */
export function ReferencePage(): ReactNode {
  const { t } = useTranslation('admin');
  const [asked, ask] = useAsked();
  const tab = TABS.find((one) => one === wordOf(asked, 'tab')) ?? 'categories';
  return (
    <>
      <PageTitle title={t('places.reference')} />
      <Loaded query={useQuery(referenceQuery)} lines={8} height={40}>
        {(reference) => (
          <Tabs
            value={tab}
            keepMounted={false}
            onChange={(next) => {
              ask({ tab: next ?? '' });
            }}
          >
            <Tabs.List mb="md">
              {TABS.map((one) => (
                <Tabs.Tab key={one} value={one}>
                  {t(`reference.tab.${one}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="categories">
              <Categories reference={reference} />
            </Tabs.Panel>
            <Tabs.Panel value="units">
              <Paper p="md">
                <Tree leaves={reference.units.map((one) => ({ ...one, says: '' }))} parent={null} />
              </Paper>
            </Tabs.Panel>
            <Tabs.Panel value="networks">
              <Networks reference={reference} />
            </Tabs.Panel>
          </Tabs>
        )}
      </Loaded>
    </>
  );
}
