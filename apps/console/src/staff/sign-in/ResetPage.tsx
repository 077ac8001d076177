import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';

/** Asks for a link by which a new password is set. The answer never tells who has an account. */
export function ResetPage(): ReactNode {
  const { t } = useTranslation('sign-in');
  const [email, setEmail] = useState('');
  const ask = useMutation({
    mutationFn: () => api.POST('/v1/account/reset', { body: { email: email.trim() } }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <form onSubmit={submit}>
      <PageTitle title={t('reset.title')} />
      <Stack>
        <Text size="sm">{t('reset.lead')}</Text>
        {ask.error && <ProblemNotice error={ask.error} />}
        {ask.isSuccess ? (
          <Text role="status">{t('reset.sent')}</Text>
        ) : (
          <>
            <TextInput
              label={t('email')}
              type="email"
              autoComplete="username"
              size="md"
              value={email}
              onChange={({ currentTarget: { value } }) => {
                setEmail(value);
              }}
              required
              withAsterisk={false}
            />
            <Button type="submit" size="md" loading={ask.isPending}>
              {t('reset.submit')}
            </Button>
          </>
        )}
        <Anchor component={Link} to="/" size="sm">
          {t('reset.back')}
        </Anchor>
      </Stack>
    </form>
  );
}
