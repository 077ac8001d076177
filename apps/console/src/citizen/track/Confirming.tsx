import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { reportKey } from '../tokens.js';
import { type Known } from './known.js';

type Way = Schema<'AskCodeBody'>['way'];

const DIGITS = 6;

/** The code is asked for, and what came there is typed. Without a connection both fail at once. */
function useConfirming({ report, token }: Known) {
  const params = reportKey(report.code, token);
  const trying = useMutation({
    networkMode: 'always',
    mutationFn: (body: Schema<'TryCodeBody'>) =>
      bodyOf(api.POST('/v1/reports/{code}/confirm/code', { params, body })),
  });
  const asking = useMutation({
    networkMode: 'always',
    mutationFn: (way: Way) =>
      bodyOf(api.POST('/v1/reports/{code}/confirm', { params, body: { way } })),
    onSuccess: () => {
      trying.reset();
    },
  });
  return { asking, trying };
}

/** That the contact given with the report is the reporter's own, shown by six digits that are sent there. */
export function Confirming({
  report,
  token,
  ways,
}: Known & {
  /** By which this installation writes to citizens. */
  readonly ways: readonly Way[];
}): ReactNode {
  const { t } = useTranslation('citizen');
  const { asking, trying } = useConfirming({ report, token });
  const [digits, setDigits] = useState('');
  const [tried, setTried] = useState(false);
  const asked = asking.data;
  const complete = digits.length === DIGITS;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (asked && complete) trying.mutate({ way: asked.way, code: digits });
  };
  if (trying.data) {
    return (
      <Text size="sm" role="status">
        {t(`confirming.done.${trying.data.way}`)}
      </Text>
    );
  }
  return (
    <Stack gap="xs">
      <Title order={3}>{t('confirming.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('confirming.lead')}
      </Text>
      <Group gap="xs">
        {ways.map((way) => (
          <Button
            key={way}
            variant="default"
            loading={asking.isPending && asking.variables === way}
            onClick={() => {
              asking.mutate(way);
            }}
          >
            {t(`confirming.ask.${way}`)}
          </Button>
        ))}
      </Group>
      {asking.error && <ProblemNotice error={asking.error} />}
      {asked && (
        <Text size="sm" role="status">
          {t(`confirming.sent.${asked.way}`, { count: asked.valid_minutes })}
        </Text>
      )}
      {asked && (
        <form onSubmit={send} noValidate>
          <Stack gap="sm" maw={320}>
            <TextInput
              label={t('confirming.digits')}
              size="md"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={DIGITS}
              value={digits}
              error={tried && !complete && t('confirming.missing')}
              onChange={({ currentTarget: { value } }) => {
                setDigits(value.replaceAll(/\D/g, ''));
              }}
            />
            {trying.error && <ProblemNotice error={trying.error} />}
            <div>
              <Button type="submit" loading={trying.isPending}>
                {t('confirming.try')}
              </Button>
            </div>
          </Stack>
        </form>
      )}
    </Stack>
  );
}
