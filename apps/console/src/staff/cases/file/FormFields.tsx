import { NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { useLanguage } from '../../../shared/use-language.js';

/** What a stream or a category asks beyond the text. */
export function FormFields({
  fields,
  values,
  tried,
  onChange,
}: {
  readonly fields: readonly Schema<'FormFieldView'>[];
  readonly values: Readonly<Record<string, string>>;
  /** It was to be filed: what is missing is marked. */
  readonly tried: boolean;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  return fields.map(({ code, label, type, required, options }) => {
    const value = values[code] ?? '';
    const props = {
      ...{ label: label[language], value, required },
      error: tried && required && value.trim() === '' && t('act.missing'),
      onChange: ({ currentTarget }: { currentTarget: { value: string } }) => {
        onChange({ ...values, [code]: currentTarget.value });
      },
    };
    if (options) {
      const choices = options.map((one) => ({ value: one.value, label: one.label[language] }));
      return <NativeSelect key={code} {...props} data={[{ value: '', label: '–' }, ...choices]} />;
    }
    return <TextInput key={code} {...props} {...(type === 'number' && { type: 'number' })} />;
  });
}
