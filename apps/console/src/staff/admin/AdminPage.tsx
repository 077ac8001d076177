import { Paper, Table, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { useLanguage } from '../../shared/use-language.js';
import { referenceQuery } from '../queries.js';

function People(): ReactNode {
  const { t } = useTranslation(['admin', 'staff']);
  const language = useLanguage();
  const { data, error, refetch } = useQuery(referenceQuery);
  if (!data) {
    if (!error) return <SkeletonList height={44} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  const units = new Map(data.units.map(({ code, name }) => [code, name[language]]));
  return (
    <Paper style={{ overflowX: 'auto' }}>
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('name')}</Table.Th>
            <Table.Th>{t('role')}</Table.Th>
            <Table.Th>{t('unit')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.people.map(({ code, name, role, unit }) => (
            <Table.Tr key={code}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{t(`staff:role.${role}`)}</Table.Td>
              <Table.Td>{unit === null ? '–' : (units.get(unit) ?? unit)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

/** Who works here. */
export function AdminPage(): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <>
      <PageTitle title={t('title')} />
      <Title order={2} mb="sm">
        {t('people')}
      </Title>
      <People />
    </>
  );
}
