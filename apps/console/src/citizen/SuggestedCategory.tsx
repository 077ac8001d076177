import { Button, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shared/use-language.js';
import { suggestQuery } from './queries.js';

/** Somebody who goes on typing is not asked for. */
const PAUSE_MS = 600;
/** A word or two tell nothing. */
const LEAST_LETTERS = 12;

/** What the text seems to be about, to be taken with a tap; nothing is chosen by itself. */
export function SuggestedCategory({
  text,
  chosen,
  onChoose,
}: {
  readonly text: string;
  readonly chosen: string;
  readonly onChoose: (category: string) => void;
}): ReactNode {
  const { t } = useTranslation('citizen');
  const language = useLanguage();
  const [still] = useDebouncedValue(text.trim(), PAUSE_MS);
  // Without an answer the choice is as good as ever: a failure here is nobody's trouble.
  const { data } = useQuery({ ...suggestQuery(still), enabled: still.length >= LEAST_LETTERS });
  const offered = data?.categories.filter(({ code }) => code !== chosen) ?? [];
  if (offered.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={t('form.suggested')}>
      <Text size="sm" c="dimmed">
        {t('form.suggested')}
      </Text>
      {offered.map(({ code, name }) => (
        <Button
          key={code}
          variant="light"
          radius="xl"
          onClick={() => {
            onChoose(code);
          }}
        >
          {name[language]}
        </Button>
      ))}
    </Group>
  );
}
