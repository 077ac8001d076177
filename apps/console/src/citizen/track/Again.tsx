import { Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { reportKey } from '../tokens.js';
import { type Known } from './known.js';
import { useReportAct } from './use-report-act.js';

type What = 'reopen' | 'withdraw';

/** An act that wants a reason: it is asked for once the act is chosen, and sent with it. */
function WithReason({ report, token, what }: Known & { readonly what: What }): ReactNode {
  const { t } = useTranslation(['citizen', 'shared']);
  const { code } = report;
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const act = useReportAct(code, token, (body: { readonly reason: string }) => {
    const params = reportKey(code, token);
    return bodyOf(
      what === 'reopen'
        ? api.POST('/v1/reports/{code}/reopen', { params, body })
        : api.POST('/v1/reports/{code}/withdraw', { params, body }),
    );
  });
  if (!opened) {
    return (
      <div>
        <Button
          variant="default"
          onClick={() => {
            setOpened(true);
          }}
        >
          {t(`again.${what}.title`)}
        </Button>
      </div>
    );
  }
  return (
    <Stack gap="sm">
      <Text fw={600}>{t(`again.${what}.title`)}</Text>
      <Text size="sm" c="dimmed">
        {t(`again.${what}.lead`)}
      </Text>
      <Textarea
        label={t('again.reason')}
        value={reason}
        maxLength={2_000}
        autosize
        minRows={2}
        error={tried && reason.trim() === '' && t('again.missing')}
        onChange={({ currentTarget }) => {
          setReason(currentTarget.value);
        }}
      />
      {act.error && <ProblemNotice error={act.error} />}
      <Group>
        <Button
          loading={act.isPending}
          onClick={() => {
            setTried(true);
            if (reason.trim() !== '') act.mutate({ reason: reason.trim() });
          }}
        >
          {t(`again.${what}.send`)}
        </Button>
        <Button
          variant="subtle"
          onClick={() => {
            setOpened(false);
          }}
        >
          {t('shared:act.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}

/** A report whose result is not good is opened again; one that is settled otherwise is taken back. */
export function Again({ report, token }: Known): ReactNode {
  const { t } = useTranslation('citizen');
  const acts = (['reopen', 'withdraw'] as const).filter((act) => report.may.includes(act));
  if (acts.length === 0) return null;
  return (
    <Paper p="lg" component="section" aria-labelledby="again">
      <Title order={2} id="again" mb="md">
        {t('again.title')}
      </Title>
      <Stack gap="md">
        {acts.map((what) => (
          <WithReason key={what} {...{ report, token, what }} />
        ))}
      </Stack>
    </Paper>
  );
}
