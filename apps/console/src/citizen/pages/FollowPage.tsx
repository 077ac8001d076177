import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.js';
import { useAsked, wordOf } from '../../shared/address.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { useLanguage } from '../../shared/use-language.js';
import { MailedToken } from '../MailedToken.js';

function Ask({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation('citizen');
  const language = useLanguage();
  const [email, setEmail] = useState('');
  const asking = useMutation({
    mutationFn: () =>
      api.POST('/v1/public/reports/{code}/follow', {
        params: { path: { code } },
        body: { email: email.trim(), language },
      }),
  });
  if (asking.isSuccess) return <Alert role="status" color="kip" title={t('follow.asked')} />;
  return (
    <Stack
      component="form"
      maw={520}
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate();
      }}
    >
      <TextInput
        type="email"
        label={t('form.email')}
        autoComplete="email"
        size="md"
        required
        value={email}
        onChange={({ currentTarget: { value } }) => {
          setEmail(value);
        }}
      />
      {asking.error && <ProblemNotice error={asking.error} />}
      <Button type="submit" size="md" loading={asking.isPending}>
        {t('follow.act')}
      </Button>
    </Stack>
  );
}

/** Where following a published report is asked for, and where the mail about it leads. */
export function FollowPage(): ReactNode {
  const { t } = useTranslation('citizen');
  const [asked] = useAsked();
  const code = wordOf(asked, 'code');
  return (
    <>
      <PageTitle title={code === '' ? t('follow.title') : t('form.follow', { code })} />
      {code === '' ? (
        <MailedToken
          send={(token) => api.POST('/v1/public/follows/confirm', { body: { token } })}
          act={t('follow.act')}
          done={t('follow.done')}
          missing={t('follow.missing')}
        />
      ) : (
        <Ask code={code} />
      )}
    </>
  );
}
