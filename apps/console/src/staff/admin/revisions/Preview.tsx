import { Paper, Stack, Table, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { formatInstant, formatNumber } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';

const SHOWN = 50;

/** Which dues of open cases would move, and which would become missed or kept by it. */
export function Preview({ page }: { readonly page: Schema<'PreviewPageView'> }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const moves = page.clocks.filter(({ how }) => how === 'moves');
  const toMissed = moves.filter((one) => !one.missed_before && one.missed_after).length;
  const toKept = moves.filter((one) => one.missed_before && !one.missed_after).length;
  const number = (value: number): string => formatNumber(value, language);
  const at = (instant: string | null): string =>
    instant === null ? '–' : formatInstant(instant, language);
  return (
    <Stack gap="xs" role="status">
      <Text size="sm" fw={600}>
        {t('rules.previewed', { reports: number(page.reports), moves: number(moves.length) })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('rules.previewSums', { toMissed: number(toMissed), toKept: number(toKept) })}
        {page.next !== null && ` ${t('rules.previewPart')}`}
      </Text>
      {moves.length > 0 && (
        <Paper style={{ overflowX: 'auto', maxHeight: '24rem' }} tabIndex={0}>
          <Table stickyHeader verticalSpacing="xs" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('rules.case')}</Table.Th>
                <Table.Th>{t('rules.clock')}</Table.Th>
                <Table.Th>{t('rules.dueBefore')}</Table.Th>
                <Table.Th>{t('rules.dueAfter')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {moves.slice(0, SHOWN).map((one) => (
                <Table.Tr key={`${one.code} ${one.clock} ${one.number}`}>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>{one.code}</Table.Td>
                  <Table.Td>{t(`rules.clocks.${one.clock}`)}</Table.Td>
                  <Table.Td>{at(one.due_before)}</Table.Td>
                  <Table.Td {...(one.missed_after && { c: 'var(--kip-late)' })}>
                    {at(one.due_after)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
      {moves.length > SHOWN && (
        <Text size="sm" c="dimmed">
          {t('rules.previewMore', { more: number(moves.length - SHOWN) })}
        </Text>
      )}
    </Stack>
  );
}
