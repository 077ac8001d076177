import { Button, Code, CopyButton, Group, Paper, Stack, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A secret that the server tells once: shown with a way to copy it. */
export function OnceShown({
  label,
  says,
  secret,
}: {
  readonly label: string;
  readonly says: string;
  readonly secret: string;
}): ReactNode {
  const { t } = useTranslation('shared');
  return (
    <Paper p="md" role="status">
      <Stack gap="xs">
        <Text fw={600}>{label}</Text>
        <Text size="sm">{says}</Text>
        <Code block style={{ wordBreak: 'break-all', whiteSpace: 'pre-wrap' }}>
          {secret}
        </Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Group>
              <Button variant="default" onClick={copy}>
                {copied ? t('act.copied') : t('act.copy')}
              </Button>
            </Group>
          )}
        </CopyButton>
      </Stack>
    </Paper>
  );
}
