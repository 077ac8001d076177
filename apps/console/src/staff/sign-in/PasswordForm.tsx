import { Anchor, Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { keptInTab } from '../../shared/kept.js';
import { type Standing, type Ways, standingOf } from '../access.js';
import { RETURN_TO } from './return-to.js';

/** With a mail address and a password, or with another system. */
export function PasswordForm({
  ways,
  onStanding,
}: {
  readonly ways: Ways;
  readonly onStanding: (next: Standing) => void;
}): ReactNode {
  const { t } = useTranslation('sign-in');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => bodyOf(api.POST('/v1/session', { body: { email: email.trim(), password } })),
    onSuccess: (session) => {
      onStanding(standingOf(session, ways));
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <Stack>
      <form onSubmit={submit}>
        <Stack>
          {signIn.error && <ProblemNotice error={signIn.error} />}
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
          <PasswordInput
            label={t('password')}
            autoComplete="current-password"
            size="md"
            value={password}
            onChange={({ currentTarget: { value } }) => {
              setPassword(value);
            }}
            required
            withAsterisk={false}
          />
          <Button type="submit" size="md" loading={signIn.isPending}>
            {t('submit')}
          </Button>
          <Anchor component={Link} to="/account/reset" size="sm">
            {t('forgot')}
          </Anchor>
        </Stack>
      </form>
      {ways.other && (
        <>
          <Divider label={t('or')} />
          <Button
            component="a"
            href={ways.other.url}
            variant="default"
            size="md"
            onClick={() => {
              const { pathname, search } = window.location;
              keptInTab.write(RETURN_TO, `${pathname}${search}`);
            }}
          >
            {t('other', { label: ways.other.label })}
          </Button>
        </>
      )}
    </Stack>
  );
}
