import { Button, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { Account } from '../account/Account.js';
import { MineList } from '../MineList.js';
import { keepToken } from '../tokens.js';

interface Typed {
  readonly code: string;
  readonly token: string;
}

/** Where a report is looked for by its code and the token that its reporter was given. */
export function FindForm({
  code: known = '',
  onFound,
}: {
  readonly code?: string;
  /** Both as they were typed; whether they fit each other is the server's to say. */
  readonly onFound: (code: string, token: string) => void;
}): ReactNode {
  const { t } = useTranslation('citizen');
  const [typed, setTyped] = useState<Typed>({ code: known, token: '' });
  const [tried, setTried] = useState(false);
  const code = typed.code.trim().toUpperCase();
  const token = typed.token.trim();
  const look = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (code === '' || token === '') return;
    keepToken(code, token);
    onFound(code, token);
  };
  return (
    <Paper component="form" p="lg" maw={520} onSubmit={look} noValidate>
      <Stack>
        <TextInput
          label={t('track.code')}
          description={t('track.codeHint')}
          value={typed.code}
          onChange={({ currentTarget: { value } }) => {
            setTyped({ ...typed, code: value });
          }}
          error={tried && code === '' && t('track.missing.code')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          size="md"
          required
        />
        <TextInput
          label={t('track.token')}
          description={t('track.tokenHint')}
          value={typed.token}
          onChange={({ currentTarget: { value } }) => {
            setTyped({ ...typed, token: value });
          }}
          error={tried && token === '' && t('track.missing.token')}
          autoComplete="off"
          spellCheck={false}
          size="md"
          required
        />
        <Button type="submit" size="md">
          {t('track.look')}
        </Button>
      </Stack>
    </Paper>
  );
}

/** The page for it. */
export function FindPage(): ReactNode {
  const { t } = useTranslation('citizen');
  const navigate = useNavigate();
  return (
    <>
      <PageTitle title={t('track.title')} />
      <Account />
      <MineList />
      <Text mb="lg" maw={640}>
        {t('track.lead')}
      </Text>
      <FindForm onFound={(code) => void navigate({ to: '/reports/$code', params: { code } })} />
    </>
  );
}
