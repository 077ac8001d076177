import { Checkbox, NumberInput, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../../api/client.js';
import { type Editing, setter } from '../editing.js';
import { type Entries } from '../entry.js';
import { type Choices } from '../use-choices.js';
import { BilingualFields, ReferenceField, WordField } from './common.js';
import { FormFieldsEditor } from './FormFieldsEditor.js';

type Evidence = Schema<'EvidenceEntry'>;
const PUBLICATIONS = ['public', 'area', 'private'] as const;
const CONFIRM = ['none', 'mail_or_phone'] as const;
const EVIDENCE = ['text', 'photo'] as const;
const WINDOWS = ['rating_window_days', 'reopen_window_days'] as const;

/** What a result must have; a rule that is turned off stays where it was. */
function turned(evidence: readonly Evidence[], kind: Evidence['kind'], active: boolean) {
  if (evidence.some((one) => one.kind === kind)) {
    return evidence.map((one) => (one.kind === kind ? { ...one, active } : one));
  }
  return [...evidence, { kind, when: 'resolve' as const, active }];
}

/** The rules of a whole stream. Its prefix and zone stay, since codes and clocks go by them. */
export function StreamFields({
  editing,
  choices,
}: {
  readonly editing: Editing<Entries['stream']>;
  readonly choices: Choices;
}): ReactNode {
  const { t } = useTranslation('reference');
  const { entry, problem } = editing;
  const set = setter(editing);
  return (
    <Stack gap="md">
      <Paper p="md">
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t('streamStays', { prefix: entry.prefix, zone: entry.zone })}
          </Text>
          <BilingualFields
            name="name"
            value={entry.name}
            problem={problem}
            onChange={(name) => {
              set('name', name);
            }}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <ReferenceField
              name="default_policy"
              value={entry.default_policy}
              choices={choices.policy}
              problem={problem}
              onChange={(policy) => {
                set('default_policy', policy);
              }}
            />
            <WordField
              name="publication"
              words={PUBLICATIONS.map((value) => ({ value, label: t(`publication.${value}`) }))}
              value={entry.publication}
              problem={problem}
              onChange={(publication) => {
                set('publication', publication);
              }}
            />
            <WordField
              name="confirm"
              words={CONFIRM.map((value) => ({ value, label: t(`confirm.${value}`) }))}
              value={entry.confirm ?? 'none'}
              problem={problem}
              onChange={(confirm) => {
                set('confirm', confirm);
              }}
            />
            {WINDOWS.map((window) => (
              <NumberInput
                key={window}
                label={t(`field.${window}`)}
                value={entry[window]}
                min={1}
                allowDecimal={false}
                error={problem(window)}
                onChange={(days) => {
                  set(window, Number(days));
                }}
              />
            ))}
          </SimpleGrid>
          <Checkbox
            label={t('field.citizens')}
            checked={entry.citizens ?? true}
            onChange={({ currentTarget }) => {
              set('citizens', currentTarget.checked);
            }}
          />
          <Stack gap="xs" role="group" aria-label={t('field.evidence')}>
            <Text size="sm" fw={500}>
              {t('field.evidence')}
            </Text>
            {EVIDENCE.map((kind) => (
              <Checkbox
                key={kind}
                label={t(`evidence.${kind}`)}
                checked={entry.evidence.some((one) => one.kind === kind && one.active)}
                onChange={({ currentTarget }) => {
                  set('evidence', turned(entry.evidence, kind, currentTarget.checked));
                }}
              />
            ))}
          </Stack>
        </Stack>
      </Paper>
      <FormFieldsEditor
        form={entry.form}
        problem={problem}
        onChange={(form) => {
          set('form', form);
        }}
      />
    </Stack>
  );
}
