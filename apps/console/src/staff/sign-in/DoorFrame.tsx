import { Group, Paper, Text } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../shared/components/Mark.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { ColourSchemeSwitch, LanguageSwitch } from '../../shared/components/Switches.js';
import classes from './door.module.css';

/** The frame of what is shown before one is in. */
export function DoorFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation(['sign-in', 'shared']);
  return (
    <div className={classes.frame}>
      <header className={classes.top}>
        <Group gap="sm" wrap="nowrap">
          <Mark size={36} />
          <div>
            <Text fw={650} lh={1.25}>
              {t('shared:name')}
            </Text>
            <Text size="sm" c="dimmed" lh={1.25} className={classes.desk ?? ''}>
              {t('desk')}
            </Text>
          </div>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <LanguageSwitch />
          <ColourSchemeSwitch />
        </Group>
      </header>
      <main className={classes.main} id="content">
        <Paper p="xl" className={classes.card}>
          <Suspense fallback={<SkeletonList lines={4} />}>{children}</Suspense>
        </Paper>
      </main>
    </div>
  );
}
