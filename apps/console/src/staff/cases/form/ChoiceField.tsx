import { Select } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '../fold.js';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One of many, found by a few of its letters, with or without accents. */
export function ChoiceField({
  label,
  choices,
  value,
  onChange,
  error,
  placeholder,
  clearable = false,
  focused = false,
}: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly clearable?: boolean;
  readonly focused?: boolean;
}): ReactNode {
  const { t } = useTranslation(['cases', 'shared']);
  return (
    <Select
      label={label}
      data={choices}
      value={value === '' ? null : value}
      searchable
      openOnFocus={false}
      clearable={clearable}
      clearButtonProps={{ 'aria-label': t('shared:act.cancel') }}
      data-autofocus={focused || undefined}
      nothingFoundMessage={t('field.nothing')}
      comboboxProps={{ withinPortal: true }}
      maxDropdownHeight={260}
      filter={({ options, search, limit }) =>
        options
          .filter((one) => 'label' in one && fold(one.label).includes(fold(search.trim())))
          .slice(0, limit)
      }
      limit={200}
      error={error}
      {...(placeholder !== undefined && { placeholder })}
      onChange={(chosen) => {
        onChange(chosen ?? '');
      }}
    />
  );
}
