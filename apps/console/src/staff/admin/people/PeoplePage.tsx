import { Button, Group, Paper, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { useAsked, wordOf } from '../../../shared/address.js';
import { Empty } from '../../../shared/components/Empty.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { useLanguage } from '../../../shared/use-language.js';
import { referenceQuery } from '../../queries.js';
import { Loaded } from '../Loaded.js';
import { peopleQuery } from '../queries.js';
import { AccountBadge } from './AccountBadge.js';
import { ROLES } from './roles.js';
import classes from '../admin.module.css';

type Staff = Schema<'StaffView'>;

function Row({ person, unit }: { readonly person: Staff; readonly unit: string }): ReactNode {
  const { t } = useTranslation(['admin', 'staff']);
  return (
    <Link to={`/admin/people/of/${person.code}`} className={`${classes.row} ${classes.person}`}>
      <div>
        <Text size="sm" fw={600}>
          {person.name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {person.email}
        </Text>
      </div>
      <Text size="sm">
        {t(`staff:role.${person.role}`)}
        {person.lead && ` · ${t('people.lead')}`}
      </Text>
      <Text size="sm" lineClamp={2}>
        {unit}
      </Text>
      <div>
        <AccountBadge account={person.account} />
      </div>
    </Link>
  );
}

/** Letters without their marks: whoever types "nguyen" finds Nguyễn. */
function plain(text: string): string {
  return text
    .toLocaleLowerCase('vi')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd');
}

function People({ items }: { readonly items: readonly Staff[] }): ReactNode {
  const { t } = useTranslation(['admin', 'staff']);
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const [asked, ask] = useAsked();
  const [words, role] = [wordOf(asked, 'q'), wordOf(asked, 'role')];
  const units = useMemo(
    () => new Map(reference?.units.map(({ code, name }) => [code, name[language]])),
    [reference, language],
  );
  const unitOf = ({ unit }: Staff): string => (unit === null ? '–' : (units.get(unit) ?? unit));
  const shown = items.filter(
    (person) =>
      (role === '' || person.role === role) &&
      plain(`${person.name} ${person.email} ${person.code} ${unitOf(person)}`).includes(
        plain(words.trim()),
      ),
  );
  return (
    <Stack gap="sm">
      <Group gap="sm" align="end">
        <TextInput
          type="search"
          label={t('people.search')}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={words}
          onChange={({ currentTarget }) => {
            ask({ q: currentTarget.value });
          }}
          style={{ flex: '1 1 16rem' }}
        />
        <Select
          label={t('people.role')}
          placeholder={t('people.everyRole')}
          data={ROLES.map((value) => ({ value, label: t(`staff:role.${value}`) }))}
          value={role === '' ? null : role}
          onChange={(value) => {
            ask({ role: value ?? '' });
          }}
          clearable
          style={{ flex: '0 1 14rem' }}
        />
      </Group>
      <Paper className={classes.rows ?? ''}>
        {shown.map((person) => (
          <Row key={person.code} person={person} unit={unitOf(person)} />
        ))}
        {shown.length === 0 && <Empty title={t('people.none')} hint={t('people.noneHint')} />}
      </Paper>
      <Text size="sm" c="dimmed" role="status">
        {t('people.shown', { count: shown.length })}
      </Text>
    </Stack>
  );
}

/** Who works here. */
export function PeoplePage(): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <>
      <PageTitle title={t('places.people')}>
        <Button
          component={Link}
          to="/admin/people/add"
          leftSection={<IconUserPlus size={18} aria-hidden />}
        >
          {t('people.add')}
        </Button>
      </PageTitle>
      <Loaded query={useQuery(peopleQuery)} lines={8} height={64}>
        {({ items }) => <People items={items} />}
      </Loaded>
    </>
  );
}
