import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { type Standing, type Ways, standingOf } from '../access.js';

/** The code of the authenticator app, or one for when the telephone is lost. */
export function CodeForm({
  ways,
  onStanding,
}: {
  readonly ways: Ways;
  readonly onStanding: (next: Standing) => void;
}): ReactNode {
  const { t } = useTranslation('sign-in');
  const [code, setCode] = useState('');
  const give = useMutation({
    mutationFn: () =>
      bodyOf(api.POST('/v1/session/code', { body: { code: code.replace(/\s/g, '') } })),
    onSuccess: (session) => {
      onStanding(standingOf(session, ways));
    },
  });
  const leave = useMutation({
    mutationFn: () => api.DELETE('/v1/session'),
    onSuccess: () => {
      onStanding({ at: 'door', ways });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    give.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('code.lead')}</Text>
        {give.error && <ProblemNotice error={give.error} />}
        {leave.error && <ProblemNotice error={leave.error} />}
        <TextInput
          label={t('code.label')}
          autoComplete="one-time-code"
          size="md"
          value={code}
          onChange={({ currentTarget: { value } }) => {
            setCode(value);
          }}
          data-autofocus
          required
          withAsterisk={false}
        />
        <Button type="submit" size="md" loading={give.isPending}>
          {t('code.submit')}
        </Button>
        <Anchor
          component="button"
          type="button"
          size="sm"
          ta="start"
          onClick={() => {
            leave.mutate();
          }}
        >
          {t('code.leave')}
        </Anchor>
      </Stack>
    </form>
  );
}
