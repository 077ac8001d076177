import { ActionIcon, Button, Group, Paper, Stack, Textarea } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../shared/use-language.js';
import { referenceQuery } from '../../queries.js';
import { type Part } from '../acts.js';
import { inForce } from '../use-names.js';
import { ChoiceField } from './ChoiceField.js';
import { type FieldProps } from './field.js';

/** The parts of a case that is split: each with its unit and what it is to do. */
export function PartsField({ draft, onDraft, missing }: FieldProps): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const parts = draft.parts.length === 0 ? [{ unit: '', text: '' }] : draft.parts;
  const units = inForce(reference?.units).map(({ code, name }) => ({
    value: code,
    label: name[language],
  }));
  const write = (next: readonly Part[]): void => {
    onDraft({ ...draft, parts: next });
  };
  const change = (at: number, more: Partial<Part>): void => {
    write(parts.map((part, index) => (index === at ? { ...part, ...more } : part)));
  };
  return (
    <Stack gap="sm">
      {parts.map((part, at) => (
        // Parts have no other name than their place, and keep it.
        <Paper key={at} p="sm">
          <Stack gap="xs">
            <ChoiceField
              label={t('field.unit')}
              choices={units}
              value={part.unit}
              focused={at === 0}
              error={missing && part.unit === '' ? t('act.missing') : null}
              onChange={(unit) => {
                change(at, { unit });
              }}
            />
            <Textarea
              label={t('field.part', { number: at + 1 })}
              autosize
              minRows={2}
              value={part.text}
              error={missing && part.text.trim() === '' ? t('act.missing') : null}
              onChange={({ currentTarget }) => {
                change(at, { text: currentTarget.value });
              }}
            />
            {parts.length > 1 && (
              <Group justify="end">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('field.removePart', { number: at + 1 })}
                  onClick={() => {
                    write(parts.filter((_, index) => index !== at));
                  }}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </Group>
            )}
          </Stack>
        </Paper>
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => {
            write([...parts, { unit: '', text: '' }]);
          }}
        >
          {t('field.addPart')}
        </Button>
      </Group>
    </Stack>
  );
}
