import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { reportKey } from '../tokens.js';
import { type Known } from './known.js';
import { useReportAct } from './use-report-act.js';

/**
 * Mails about the report, no more or again: every mail leads here for that. Whether they go at present
 * the server does not tell whoever has the token, so both are offered.
 */
export function Mails({ report, token }: Known): ReactNode {
  const { t } = useTranslation('citizen');
  const { code } = report;
  const setting = useReportAct(code, token, (on: boolean) =>
    bodyOf(
      api.POST('/v1/reports/{code}/mail', {
        params: reportKey(code, token),
        body: { on },
      }),
    ),
  );
  const { isPending, variables: on } = setting;
  return (
    <Stack gap="xs">
      <Title order={3}>{t('mails.title')}</Title>
      <Group gap="xs">
        {([false, true] as const).map((wanted) => (
          <Button
            key={String(wanted)}
            variant="default"
            loading={isPending && on === wanted}
            disabled={isPending && on !== wanted}
            onClick={() => {
              setting.mutate(wanted);
            }}
          >
            {t(wanted ? 'mails.on' : 'mails.off')}
          </Button>
        ))}
      </Group>
      {setting.isSuccess && (
        <Text size="sm" role="status">
          {t(on === true ? 'mails.isOn' : 'mails.isOff')}
        </Text>
      )}
      {setting.error && <ProblemNotice error={setting.error} />}
    </Stack>
  );
}
