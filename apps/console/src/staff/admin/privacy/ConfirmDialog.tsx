import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';

/** Before something that nothing brings back: what it takes away, and a word that this is meant. */
export function ConfirmDialog({
  title,
  act,
  error,
  pending,
  onConfirm,
  onClose,
  children,
}: {
  readonly title: string;
  /** What the button says. */
  readonly act: string;
  readonly error: unknown;
  readonly pending: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation(['demands', 'shared']);
  const [meant, setMeant] = useState(false);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('shared:act.close') }}
    >
      <Stack gap="md">
        {children}
        <Text size="sm" fw={600}>
          {t('forGood')}
        </Text>
        <Checkbox
          label={t('meant')}
          checked={meant}
          onChange={({ currentTarget }) => {
            setMeant(currentTarget.checked);
          }}
        />
        {error !== null && <ProblemNotice error={error} />}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t('shared:act.cancel')}
          </Button>
          <Button color="red.9" disabled={!meant} loading={pending} onClick={onConfirm}>
            {act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
