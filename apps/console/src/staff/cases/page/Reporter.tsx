import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { useMay } from '../../me.js';
import { readContact } from '../queries.js';
import classes from './case-page.module.css';

const FIELDS = ['name', 'phone', 'email', 'address'] as const;

/** Who reported it: hidden until somebody who may asks to see it, which is written down. */
export function Reporter({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation('cases');
  const may = useMay('read_contacts');
  const look = useMutation({ mutationFn: () => readContact(code) });
  const contact = look.data;
  return (
    <section className={classes.card} aria-labelledby="reporter">
      <h2 id="reporter" className={classes.heading}>
        {t('reporter.title')}
      </h2>
      {!may && <Text size="sm">{t('reporter.hidden')}</Text>}
      {may && contact === undefined && (
        <Stack gap="xs" align="start">
          <Button
            variant="default"
            loading={look.isPending}
            onClick={() => {
              look.mutate();
            }}
          >
            {t('reporter.show')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('reporter.recorded')}
          </Text>
        </Stack>
      )}
      {look.error && <ProblemNotice error={look.error} />}
      {contact === null && <Text size="sm">{t('reporter.none')}</Text>}
      {contact && (
        <Stack gap="xs">
          <dl className={classes.facts}>
            {FIELDS.flatMap((field) => {
              const value = contact[field];
              return value === null
                ? []
                : [
                    <div key={field} style={{ display: 'contents' }}>
                      <dt>{t(`reporter.${field}`)}</dt>
                      <dd>{value}</dd>
                    </div>,
                  ];
            })}
          </dl>
          {contact.show_identity && <Text size="sm">{t('reporter.public')}</Text>}
          <Text size="xs" c="dimmed">
            {t('reporter.shown')}
          </Text>
        </Stack>
      )}
    </section>
  );
}
