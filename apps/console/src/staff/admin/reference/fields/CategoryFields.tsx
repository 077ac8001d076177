import { Checkbox, Paper, SimpleGrid, Stack, TagsInput } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Editing, setter } from '../editing.js';
import { type Entries } from '../entry.js';
import { type Choices } from '../use-choices.js';
import { usePriorities } from '../use-priorities.js';
import { BilingualFields, ReferenceField, UntilField, WordField } from './common.js';
import { FormFieldsEditor } from './FormFieldsEditor.js';

/** What was pasted may hold several, with what stands between them. */
function wordsIn(typed: string): readonly string[] {
  return typed
    .split(/[,;]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** What a category is called, where it stands, by which words it is recognised, and what is asked of it. */
export function CategoryFields({
  editing,
  choices,
}: {
  readonly editing: Editing<Entries['category']>;
  readonly choices: Choices;
}): ReactNode {
  const { t } = useTranslation('reference');
  const priorities = usePriorities();
  const { entry, isNew, problem } = editing;
  const set = setter(editing);
  const phrase = entry.phrase ?? { vi: '', en: '' };
  const others = choices.categories(entry.stream).filter(({ value }) => value !== entry.code);
  return (
    <Stack gap="md">
      <Paper p="md">
        <Stack gap="md">
          <BilingualFields
            name="name"
            value={entry.name}
            problem={problem}
            onChange={(name) => {
              set('name', name);
            }}
          />
          <BilingualFields
            name="phrase"
            value={phrase}
            problem={problem}
            onChange={(next) => {
              set('phrase', next.vi === '' && next.en === '' ? null : next);
            }}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {isNew && (
              <ReferenceField
                name="stream"
                value={entry.stream}
                choices={choices.stream}
                problem={problem}
                onChange={(stream) => {
                  editing.onChange({ ...entry, stream });
                }}
              />
            )}
            <ReferenceField
              name="parent"
              value={entry.parent}
              choices={others}
              problem={problem}
              none={t('none.parent')}
              onChange={(parent) => {
                set('parent', parent);
              }}
            />
            <WordField
              name="priority"
              words={priorities}
              value={entry.priority ?? 'normal'}
              problem={problem}
              onChange={(priority) => {
                set('priority', priority);
              }}
            />
            <ReferenceField
              name="policy"
              value={entry.policy}
              choices={choices.policy}
              problem={problem}
              none={t('none.above')}
              onChange={(policy) => {
                set('policy', policy);
              }}
            />
            <ReferenceField
              name="network"
              value={entry.network}
              choices={choices.network}
              problem={problem}
              none={t('none.above')}
              onChange={(network) => {
                set('network', network);
              }}
            />
          </SimpleGrid>
          <TagsInput
            label={t('field.keywords')}
            description={t('hint.keywords')}
            value={[...(entry.keywords ?? [])]}
            error={problem('keywords')}
            splitChars={[',', ';']}
            acceptValueOnBlur
            onChange={(keywords) => {
              set('keywords', keywords.flatMap(wordsIn));
            }}
          />
          <Checkbox
            label={t('field.sensitive')}
            checked={entry.sensitive ?? false}
            onChange={({ currentTarget }) => {
              set('sensitive', currentTarget.checked);
            }}
          />
          <UntilField
            value={entry.until}
            problem={problem}
            onChange={(until) => {
              set('until', until);
            }}
          />
        </Stack>
      </Paper>
      <FormFieldsEditor
        form={entry.form ?? []}
        problem={problem}
        onChange={(form) => {
          set('form', form);
        }}
      />
    </Stack>
  );
}
