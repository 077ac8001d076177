import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../../api/client.js';
import { ChoiceField } from '../../../cases/form/ChoiceField.js';
import { type FieldName } from '../entry.js';
import { type Choice } from '../use-choices.js';

type Problem = (field: string) => string | undefined;

/** A name or a sentence in both languages, side by side. */
export function BilingualFields({
  name,
  value,
  problem,
  onChange,
}: {
  readonly name: FieldName;
  readonly value: Schema<'BilingualView'>;
  readonly problem: Problem;
  readonly onChange: (value: Schema<'BilingualView'>) => void;
}): ReactNode {
  const { t } = useTranslation('reference');
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {(['vi', 'en'] as const).map((language) => (
        <TextInput
          key={language}
          label={t(`inLanguage.${language}`, { field: t(`field.${name}`) })}
          value={value[language]}
          error={problem(`${name}.${language}`) ?? problem(name)}
          onChange={({ currentTarget }) => {
            onChange({ ...value, [language]: currentTarget.value });
          }}
        />
      ))}
    </SimpleGrid>
  );
}

/** Something else of the reference data, found by a few letters of its name. */
export function ReferenceField({
  name,
  value,
  choices,
  problem,
  none,
  onChange,
}: {
  readonly name: FieldName;
  readonly value: string | undefined;
  readonly choices: readonly Choice[];
  readonly problem: Problem;
  /** What it means that nothing is named; left out: something has to be. */
  readonly none?: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { t } = useTranslation('reference');
  return (
    <ChoiceField
      label={t(`field.${name}`)}
      choices={choices}
      value={value ?? ''}
      error={problem(name) ?? null}
      {...(none !== undefined && { clearable: true, placeholder: none })}
      onChange={onChange}
    />
  );
}

/** One of a few words. */
export function WordField<Word extends string>({
  name,
  words,
  value,
  problem,
  onChange,
}: {
  readonly name: FieldName;
  readonly words: readonly { readonly value: Word; readonly label: string }[];
  readonly value: Word;
  readonly problem: Problem;
  readonly onChange: (value: Word) => void;
}): ReactNode {
  const { t } = useTranslation('reference');
  return (
    <NativeSelect
      label={t(`field.${name}`)}
      data={[...words]}
      value={value}
      error={problem(name)}
      onChange={({ currentTarget }) => {
        const chosen = words.find((one) => one.value === currentTarget.value);
        if (chosen) onChange(chosen.value);
      }}
    />
  );
}

/** The first day on which it is not in force any more: nothing is deleted, since reports name it. */
export function UntilField({
  value,
  problem,
  onChange,
}: {
  readonly value: string | undefined;
  readonly problem: Problem;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { t } = useTranslation('reference');
  return (
    <TextInput
      type="date"
      maw={420}
      label={t('field.until')}
      description={t('hint.until')}
      value={value ?? ''}
      error={problem('until')}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value);
      }}
    />
  );
}
