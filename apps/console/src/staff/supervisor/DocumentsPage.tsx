import { Stack } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from './DocumentForm.js';
import { DocumentList } from './DocumentList.js';
import { Frame } from './Frame.js';
import { Schedules } from './Schedules.js';
import classes from './supervisor.module.css';

/** The documents of a period: one made now, those made before, and those that come by mail. */
export function DocumentsPage(): ReactNode {
  const { t } = useTranslation('supervisor');
  return (
    <Frame title={t('document.title')}>
      <Stack gap="lg">
        <section>
          <h2 className={classes.heading}>{t('document.new')}</h2>
          <DocumentForm />
        </section>
        <section>
          <h2 className={classes.heading}>{t('document.earlier')}</h2>
          <DocumentList />
        </section>
        <section>
          <h2 className={classes.heading}>{t('schedule.title')}</h2>
          <Schedules />
        </section>
      </Stack>
    </Frame>
  );
}
