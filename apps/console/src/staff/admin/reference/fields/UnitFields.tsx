import { Checkbox, Paper, SimpleGrid, Stack } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Editing, setter } from '../editing.js';
import { type Entries } from '../entry.js';
import { type Choices } from '../use-choices.js';
import { BilingualFields, ReferenceField, UntilField, WordField } from './common.js';

const KINDS = ['agency', 'enterprise', 'organisation'] as const;

/** What a unit is called, what it is, below whom it stands and by which calendar it works. */
export function UnitFields({
  editing,
  choices,
}: {
  readonly editing: Editing<Entries['unit']>;
  readonly choices: Choices;
}): ReactNode {
  const { t } = useTranslation('reference');
  const { entry, problem } = editing;
  const set = setter(editing);
  return (
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
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <WordField
            name="kind"
            words={KINDS.map((value) => ({ value, label: t(`unitKind.${value}`) }))}
            value={entry.kind}
            problem={problem}
            onChange={(kind) => {
              set('kind', kind);
            }}
          />
          <ReferenceField
            name="calendar"
            value={entry.calendar}
            choices={choices.calendar}
            problem={problem}
            onChange={(calendar) => {
              set('calendar', calendar);
            }}
          />
          <ReferenceField
            name="parent"
            value={entry.parent}
            choices={choices.unit.filter(({ value }) => value !== entry.code)}
            problem={problem}
            none={t('none.parent')}
            onChange={(parent) => {
              set('parent', parent);
            }}
          />
        </SimpleGrid>
        <Checkbox
          label={t('field.illustrative')}
          checked={entry.illustrative ?? false}
          onChange={({ currentTarget }) => {
            set('illustrative', currentTarget.checked);
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
  );
}
