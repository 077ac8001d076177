import { Button, Code, CopyButton, Group, Paper, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keptInTab } from '../../../shared/kept.js';
import { useMe } from '../../me.js';

function nameOf(person: string, code: string): string {
  return `kip-filed-${person}-${code}`;
}

/** Keeps the token with which a caller follows their report, until they were told: nobody reads it again. */
export function keepForCaller(person: string, code: string, token: string): void {
  keptInTab.write(nameOf(person, code), token);
}

/** What whoever called is to be told, once it is filed for them. */
export function ToldCaller({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation(['triage', 'shared']);
  const name = nameOf(useMe().code, code);
  const [token, setToken] = useState(() => keptInTab.read(name));
  if (token === null) return null;
  return (
    <Paper p="md" mb="md" component="section" aria-label={t('file.told')}>
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t('file.told')}
        </Text>
        <Text size="sm">{t('file.toldCode', { code })}</Text>
        <Text size="sm">
          {t('file.toldToken')}{' '}
          <Code style={{ overflowWrap: 'anywhere' }} data-token>
            {token}
          </Code>
        </Text>
        <Group gap="xs" className="kip-no-print">
          <CopyButton value={`${code} ${token}`}>
            {({ copied, copy }) => (
              <Button variant="default" size="sm" onClick={copy}>
                {copied ? t('shared:act.copied') : t('shared:act.copy')}
              </Button>
            )}
          </CopyButton>
          <Button
            variant="subtle"
            size="sm"
            onClick={() => {
              keptInTab.write(name, null);
              setToken(null);
            }}
          >
            {t('file.toldDone')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
