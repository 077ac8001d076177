import { Skeleton, Stack } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './supervisor.module.css';

/** The shape of what is coming, in the place of the cards and charts. */
export function FiguresComing(): ReactNode {
  const { t } = useTranslation('shared');
  return (
    <Stack gap="lg" role="status" aria-label={t('loading')}>
      <Skeleton height={20} width="40%" />
      <div className={classes.cards}>
        {Array.from({ length: 6 }, (_, at) => (
          <Skeleton key={at} height={150} radius="md" />
        ))}
      </div>
      <div className={classes.two}>
        <Skeleton height={320} radius="md" />
        <Skeleton height={320} radius="md" />
      </div>
    </Stack>
  );
}
