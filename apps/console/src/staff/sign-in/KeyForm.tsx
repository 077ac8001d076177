import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { type Standing, enterByKey } from '../access.js';

/** Where signing in is off: the installation's one key, and as whom to work. */
export function KeyForm({
  onStanding,
}: {
  readonly onStanding: (next: Standing) => void;
}): ReactNode {
  const { t } = useTranslation('sign-in');
  const [key, setKey] = useState('');
  const [person, setPerson] = useState('');
  const enter = useMutation({
    mutationFn: () => enterByKey(key.trim(), person.trim() === '' ? null : person.trim()),
    onSuccess: onStanding,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('key.lead')}</Text>
        {enter.error && <ProblemNotice error={enter.error} />}
        <PasswordInput
          label={t('key.label')}
          autoComplete="off"
          size="md"
          value={key}
          onChange={({ currentTarget: { value } }) => {
            setKey(value);
          }}
          required
          withAsterisk={false}
        />
        <TextInput
          label={t('key.person')}
          description={t('key.personHint')}
          autoComplete="off"
          size="md"
          value={person}
          onChange={({ currentTarget: { value } }) => {
            setPerson(value);
          }}
        />
        <Button type="submit" size="md" loading={enter.isPending}>
          {t('key.submit')}
        </Button>
      </Stack>
    </form>
  );
}
