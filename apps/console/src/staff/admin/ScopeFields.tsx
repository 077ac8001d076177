import { MultiSelect, SimpleGrid } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { useLanguage } from '../../shared/use-language.js';
import { type Scope } from './scope.js';

const KINDS = ['streams', 'areas', 'units', 'networks'] as const;

/** How far somebody, or a key, sees: each kind narrows it, and what is left empty does not. */
export function ScopeFields({
  scope,
  reference,
  onChange,
}: {
  readonly scope: Scope;
  readonly reference: Schema<'ReferenceView'>;
  readonly onChange: (scope: Scope) => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {KINDS.map((kind) => (
        <MultiSelect
          key={kind}
          label={t(`scope.${kind}`)}
          placeholder={scope[kind].length === 0 ? t('scope.all') : undefined}
          data={reference[kind].map(({ code, name }) => ({ value: code, label: name[language] }))}
          value={scope[kind]}
          searchable
          clearable
          limit={80}
          onChange={(chosen) => {
            onChange({ ...scope, [kind]: chosen });
          }}
        />
      ))}
    </SimpleGrid>
  );
}
