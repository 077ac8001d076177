import { Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { standingQuery } from '../access.js';

/** The least that the server takes; it also refuses what is easily guessed. */
const SHORTEST = 12;

function PasswordFields({ token }: { readonly token: string }): ReactNode {
  const { t } = useTranslation('sign-in');
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const set = useMutation({
    mutationFn: () => api.POST('/v1/account/password', { body: { token, password } }),
    // Every session of the person has ended with it, this browser's too.
    onSuccess: () => queries.invalidateQueries({ queryKey: standingQuery.queryKey }),
  });
  const short = [...password].length < SHORTEST;
  const differ = password !== again;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!short && !differ) set.mutate();
  };
  if (set.isSuccess) {
    return (
      <Stack>
        <Text role="status">{t('newPassword.done')}</Text>
        <Button component={Link} to="/" size="md">
          {t('newPassword.signIn')}
        </Button>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{t('newPassword.lead')}</Text>
        {set.error && <ProblemNotice error={set.error} />}
        <PasswordInput
          label={t('newPassword.password')}
          autoComplete="new-password"
          size="md"
          value={password}
          onChange={({ currentTarget: { value } }) => {
            setPassword(value);
          }}
          error={tried && short && t('newPassword.short')}
          required
          withAsterisk={false}
        />
        <PasswordInput
          label={t('newPassword.repeat')}
          autoComplete="new-password"
          size="md"
          value={again}
          onChange={({ currentTarget: { value } }) => {
            setAgain(value);
          }}
          error={tried && differ && t('newPassword.differ')}
          required
          withAsterisk={false}
        />
        <Button type="submit" size="md" loading={set.isPending}>
          {t('newPassword.submit')}
        </Button>
      </Stack>
    </form>
  );
}

/** Where the link of an invitation or a reset leads: its token stands behind the `#`. */
export function NewPasswordPage(): ReactNode {
  const { t } = useTranslation('sign-in');
  const token = useLocation({ select: ({ hash }) => hash });
  return (
    <>
      <PageTitle title={t('newPassword.title')} />
      {token === '' ? (
        <Stack>
          <Text>{t('newPassword.noToken')}</Text>
          <Anchor component={Link} to="/account/reset">
            {t('newPassword.ask')}
          </Anchor>
        </Stack>
      ) : (
        <PasswordFields token={token} />
      )}
    </>
  );
}
