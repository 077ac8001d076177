import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { useLanguage } from '../../../shared/use-language.js';
import { referenceQuery } from '../../queries.js';
import { ChoiceField } from '../form/ChoiceField.js';
import { inForce } from '../use-names.js';

/** The category, by its name or by what the words seem to tell; nothing is chosen by itself. */
export function CategoryField({
  stream,
  value,
  suggested,
  onChoose,
}: {
  readonly stream: string;
  readonly value: string;
  readonly suggested: readonly Schema<'SuggestedCategory'>[];
  readonly onChoose: (category: string) => void;
}): ReactNode {
  const { t } = useTranslation(['triage', 'cases']);
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const known = inForce(reference?.categories).filter((one) => one.stream === stream);
  const offered = suggested.filter(({ code }) => code !== value);
  return (
    <Stack gap="xs">
      <ChoiceField
        label={t('cases:report.category')}
        placeholder={t('file.categoryNone')}
        choices={known.map(({ code, name }) => ({ value: code, label: name[language] }))}
        value={value}
        clearable
        onChange={onChoose}
      />
      {offered.length > 0 && (
        <Group gap="xs" role="group" aria-label={t('file.suggested')}>
          <Text size="sm" c="dimmed">
            {t('file.suggested')}
          </Text>
          {offered.map(({ code, name, words }) => (
            <Button
              key={code}
              variant="light"
              radius="xl"
              size="sm"
              title={words.join(', ')}
              onClick={() => {
                onChoose(code);
              }}
            >
              {name[language]}
            </Button>
          ))}
        </Group>
      )}
    </Stack>
  );
}
