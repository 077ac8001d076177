import { Button, Stack, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { type ActQueue, type Failure } from './act-queue.js';

/** Acts that were refused: why, and the way back into their forms, where every word still stands. */
export function Failures({
  failures,
  queue,
  onOpen,
}: {
  readonly failures: readonly Failure[];
  readonly queue: ActQueue;
  readonly onOpen: (failure: Failure) => void;
}): ReactNode {
  const { t } = useTranslation('cases');
  if (failures.length === 0) return null;
  return (
    <Stack gap="xs" mb="md">
      {failures.map((failure) => {
        const { code, name } = failure.act;
        return (
          <div key={`${code} ${name}`}>
            <Text size="sm" fw={600} mb={4}>
              {t('act.failed', { name: t(`act.name.${name}`), code })}
            </Text>
            <ProblemNotice error={failure.error}>
              <Button
                size="xs"
                onClick={() => {
                  onOpen(failure);
                }}
              >
                {t('act.again')}
              </Button>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  queue.dismiss(failure);
                }}
              >
                {t('act.dismiss')}
              </Button>
            </ProblemNotice>
          </div>
        );
      })}
    </Stack>
  );
}
