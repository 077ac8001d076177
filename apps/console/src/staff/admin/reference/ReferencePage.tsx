import { Anchor, Button, Group, Paper, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { useAsked, wordOf } from '../../../shared/address.js';
import { Empty } from '../../../shared/components/Empty.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { formatDate } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useMay } from '../../me.js';
import { referenceQuery } from '../../queries.js';
import { Loaded } from '../Loaded.js';
import { found } from './found.js';
import { Tree, Until } from './Tree.js';
import classes from '../admin.module.css';

type Reference = Schema<'ReferenceView'>;
const TABS = ['category', 'unit', 'network', 'area'] as const;
type Tab = (typeof TABS)[number];

interface Shown {
  readonly reference: Reference;
  /** What is looked for, by name and code; empty: everything. */
  readonly looked: string;
}

function Categories({ reference, looked }: Shown): ReactNode {
  const { t } = useTranslation(['reference', 'shared']);
  const language = useLanguage();
  const categories = found(reference.categories, looked);
  return (
    <Stack gap="md">
      {categories.length === 0 && (
        <Paper>
          <Empty title={t('notFound')} hint={t('rule.noneHint')} />
        </Paper>
      )}
      {reference.streams.map((stream) => {
        const leaves = categories
          .filter((one) => one.stream === stream.code)
          .map((one) => ({
            ...one,
            says: [
              t(`shared:priority.${one.priority}`),
              ...one.form.map(({ label }) => label[language]),
            ].join(' · '),
          }));
        if (leaves.length === 0 && looked.trim() !== '') return null;
        return (
          <Paper key={stream.code} p="md">
            <Anchor component={Link} to={`/admin/reference/stream/of/${stream.code}`} fw={600}>
              {stream.name[language]}
            </Anchor>
            <Text size="sm" c="dimmed" mb="xs">
              {stream.prefix} · {t(stream.citizens ? 'citizens.may' : 'citizens.mayNot')}
            </Text>
            <Tree kind="category" leaves={leaves} />
          </Paper>
        );
      })}
    </Stack>
  );
}

function Units({ reference, looked }: Shown): ReactNode {
  const { t } = useTranslation('reference');
  const units = found(reference.units, looked);
  return (
    <Paper p="md">
      {units.length === 0 && <Empty title={t('notFound')} hint={t('rule.noneHint')} />}
      <Tree kind="unit" leaves={units.map((one) => ({ ...one, says: '' }))} />
    </Paper>
  );
}

function Networks({ reference }: { readonly reference: Reference }): ReactNode {
  const { t } = useTranslation('reference');
  const language = useLanguage();
  const names = new Map(reference.units.map(({ code, name }) => [code, name[language]]));
  const unitOf = (code: string): string => names.get(code) ?? code;
  return (
    <Paper className={classes.rows ?? ''}>
      {reference.networks.map((network) => (
        <Link
          key={network.code}
          to={`/admin/reference/network/of/${network.code}`}
          className={classes.row}
        >
          <Group gap="xs">
            <Text fw={600}>{network.name[language]}</Text>
            <Until until={network.until} />
          </Group>
          <Text size="sm">{t('leadUnit', { unit: unitOf(network.lead) })}</Text>
          <Text size="sm" c="dimmed">
            {network.units.map(unitOf).join(' · ')}
          </Text>
        </Link>
      ))}
    </Paper>
  );
}

/** Areas come with their shapes from files: here one sees which there are, and since when. */
function Areas({ reference }: { readonly reference: Reference }): ReactNode {
  const { t } = useTranslation('reference');
  const language = useLanguage();
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('areasLead')}
      </Text>
      <Paper className={classes.rows ?? ''}>
        {reference.areas.map(({ code, name, valid_from: from, valid_until: until }) => (
          <div key={code} className={`${classes.row} ${classes.rule}`}>
            <Text size="sm" fw={550}>
              {name[language]}
            </Text>
            <Text size="sm" c="dimmed" ta="end">
              {code} ·{' '}
              {until === null
                ? t('since', { from: formatDate(from) })
                : t('between', { from: formatDate(from), until: formatDate(until) })}
            </Text>
          </div>
        ))}
      </Paper>
    </Stack>
  );
}

function AddButton({ tab }: { readonly tab: Tab }): ReactNode {
  const { t } = useTranslation('reference');
  const may = useMay('save_reference');
  if (!may || tab === 'area') return null;
  return (
    <Button
      component={Link}
      to={`/admin/reference/${tab}/add`}
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {t(`add.${tab}`)}
    </Button>
  );
}

/** What the forms choose from and routing goes by; each leads to its entry, where it is changed. */
export function ReferencePage(): ReactNode {
  const { t } = useTranslation(['reference', 'admin']);
  const [asked, ask] = useAsked();
  const looked = wordOf(asked, 'q');
  const tab = TABS.find((one) => one === wordOf(asked, 'tab')) ?? 'category';
  return (
    <>
      <PageTitle title={t('admin:places.reference')}>
        <AddButton tab={tab} />
      </PageTitle>
      <Loaded query={useQuery(referenceQuery)} lines={8} height={40}>
        {(reference) => (
          <Tabs
            value={tab}
            keepMounted={false}
            onChange={(next) => {
              ask({ tab: next ?? '', q: '' });
            }}
          >
            <Tabs.List mb="md">
              {TABS.map((one) => (
                <Tabs.Tab key={one} value={one}>
                  {t(`tab.${one}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {(tab === 'category' || tab === 'unit') && (
              <TextInput
                type="search"
                label={t('search')}
                mb="md"
                leftSection={<IconSearch size={18} aria-hidden />}
                value={looked}
                onChange={({ currentTarget }) => {
                  ask({ q: currentTarget.value });
                }}
              />
            )}
            <Tabs.Panel value="category">
              <Categories reference={reference} looked={looked} />
            </Tabs.Panel>
            <Tabs.Panel value="unit">
              <Units reference={reference} looked={looked} />
            </Tabs.Panel>
            <Tabs.Panel value="network">
              <Networks reference={reference} />
            </Tabs.Panel>
            <Tabs.Panel value="area">
              <Areas reference={reference} />
            </Tabs.Panel>
          </Tabs>
        )}
      </Loaded>
    </>
  );
}
