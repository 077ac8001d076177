import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconLogin2 } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { useAsked, wordOf } from '../../shared/address.js';
import { keepLanguage } from '../../shared/i18n.js';
import { useLanguage } from '../../shared/use-language.js';
import { referenceQuery } from '../queries.js';
import { AccountActs } from './AccountActs.js';
import { MyReports } from './MyReports.js';
import { useMe } from './me.js';

const KNOWN = ['limit_reached', 'unavailable'] as const;

/** Why somebody who came back is not signed in; the server says it in the address. */
function Refused(): ReactNode {
  const { t } = useTranslation('citizen');
  const [asked] = useAsked();
  const refused = wordOf(asked, 'refused');
  if (refused === '') return null;
  const why = KNOWN.find((one) => one === refused) ?? 'other';
  return (
    <Alert
      role="alert"
      variant="outline"
      color="red"
      title={t('account.refused.title')}
      mb="md"
      maw={640}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      {t(`account.refused.${why}`)}
    </Alert>
  );
}

function SignIn({ label, url }: Schema<'PublicSignIn'>): ReactNode {
  const { t } = useTranslation('citizen');
  const language = useLanguage();
  return (
    <Paper p="lg" maw={640} mb="xl">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('account.why')}</Text>
        <Button
          component="a"
          href={`${url}?page=/reports`}
          onClick={() => {
            keepLanguage(language);
          }}
          variant="default"
          size="md"
          leftSection={<IconLogin2 size={18} aria-hidden />}
        >
          {t('account.signIn', { label })}
        </Button>
      </Stack>
    </Paper>
  );
}

/** Where citizens sign in: the way to, or what is theirs. */
export function Account(): ReactNode {
  const { t } = useTranslation('citizen');
  const { data: reference } = useQuery(referenceQuery());
  const { data: me } = useMe();
  const way = reference?.sign_in;
  if (!way) return null;
  if (!me) {
    return (
      <>
        <Refused />
        {me === null && <SignIn {...way} />}
      </>
    );
  }
  return (
    <section aria-labelledby="account">
      <Group justify="space-between" mb="sm" maw={640}>
        <Title order={2} id="account">
          {t('account.title')}
        </Title>
        <AccountActs />
      </Group>
      <MyReports />
    </section>
  );
}
