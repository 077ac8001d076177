import { MultiSelect, Paper, Stack } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Editing, setter } from '../editing.js';
import { type Entries } from '../entry.js';
import { type Choices } from '../use-choices.js';
import { BilingualFields, ReferenceField, UntilField } from './common.js';

/** What a network is called, whose units it is made of, and which of them gets what nobody claims. */
export function NetworkFields({
  editing,
  choices,
}: {
  readonly editing: Editing<Entries['network']>;
  readonly choices: Choices;
}): ReactNode {
  const { t } = useTranslation('reference');
  const { entry, problem } = editing;
  const set = setter(editing);
  const faultOfUnits = entry.units
    .map((_, at) => problem(`units.${at}`))
    .find((fault) => fault !== undefined);
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
        <MultiSelect
          label={t('field.units')}
          data={[...choices.unit]}
          value={entry.units}
          error={problem('units') ?? faultOfUnits}
          searchable
          limit={80}
          onChange={(units) => {
            set('units', units);
          }}
        />
        <ReferenceField
          name="lead"
          value={entry.lead}
          choices={choices.unit.filter(({ value }) => entry.units.includes(value))}
          problem={problem}
          onChange={(lead) => {
            set('lead', lead);
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
