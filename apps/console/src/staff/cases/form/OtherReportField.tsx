import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatRate } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { similarQuery } from '../queries.js';
import { type FieldProps, withValue } from './field.js';

const SHOWN = 4;

/** Another report by its code; those that look alike are a press away. */
export function OtherReportField({
  subject,
  field,
  draft,
  onDraft,
  missing,
}: FieldProps): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const { data } = useQuery(similarQuery(subject.code));
  const value = draft.values[field] ?? '';
  const label = field === 'survivor' ? t('field.survivor') : t('field.other');
  return (
    <Stack gap="xs">
      <TextInput
        label={label}
        value={value}
        placeholder="PA-2026-000001"
        data-autofocus
        error={missing ? t('act.missing') : null}
        onChange={({ currentTarget }) => {
          onDraft(withValue(draft, field, currentTarget.value.toUpperCase()));
        }}
      />
      {data?.items.slice(0, SHOWN).map(({ code, text, score }) => (
        <Button
          key={code}
          variant={value === code ? 'light' : 'default'}
          justify="start"
          h="auto"
          py={6}
          onClick={() => {
            onDraft(withValue(draft, field, code));
          }}
        >
          <span style={{ textAlign: 'start', minWidth: 0 }}>
            <Text span size="sm" fw={600}>
              {code} · {t('similar.score', { score: formatRate(score, language) })}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {text}
            </Text>
          </span>
        </Button>
      ))}
    </Stack>
  );
}
