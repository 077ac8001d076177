import { Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { referenceQuery } from '../queries.js';
import { Confirming } from './Confirming.js';
import { type Known } from './known.js';
import { Mails } from './Mails.js';

/** What whoever left a contact does with it; nothing where this installation writes to nobody. */
export function Contact({ report, token }: Known): ReactNode {
  const { t } = useTranslation('citizen');
  const { data: reference } = useQuery(referenceQuery());
  const ways = (['mail', 'phone'] as const).filter((way) => reference?.ways[way] === true);
  if (ways.length === 0) return null;
  return (
    <Paper p="lg" component="section" aria-labelledby="contact">
      <Stack gap="md">
        <div>
          <Title order={2} id="contact">
            {t('contact.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('contact.lead')}
          </Text>
        </div>
        {ways.includes('mail') && <Mails report={report} token={token} />}
        <Confirming report={report} token={token} ways={ways} />
      </Stack>
    </Paper>
  );
}
