import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Lines of the size of those that are coming, so that nothing jumps when they are there. */
export function SkeletonList({
  lines = 6,
  height = 56,
}: {
  readonly lines?: number;
  /** Of one line, in pixels. */
  readonly height?: number;
}): ReactNode {
  const { t } = useTranslation('shared');
  return (
    <Stack gap="xs" role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} radius="md" />
      ))}
    </Stack>
  );
}
