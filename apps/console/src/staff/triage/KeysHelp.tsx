import { Kbd, Modal, Table } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ACT_KEYS, PAGE_KEYS } from './act-keys.js';

/** Every key and what it does. */
export function KeysHelp({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['triage', 'cases', 'shared']);
  const lines: readonly (readonly [string, string])[] = [
    ...PAGE_KEYS.map((key) => [key, t(`keys.${key}`)] as const),
    ...Object.entries(ACT_KEYS).map(([key, act]) => [key, t(`cases:act.name.${act}`)] as const),
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('shared:act.close') }}
    >
      <Table withRowBorders={false} verticalSpacing={6}>
        <Table.Tbody>
          {lines.map(([key, what]) => (
            <Table.Tr key={key}>
              <Table.Td w={90}>
                <Kbd size="md">{key.length === 1 ? key.toUpperCase() : key}</Kbd>
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
