import { SimpleGrid, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Asked } from '../../../shared/address.js';
import { ChoiceField } from '../../cases/form/ChoiceField.js';
import { referenceQuery } from '../../queries.js';
import { type Choice } from '../reference/use-choices.js';
import { TypedField } from '../TypedField.js';
import { useKindWords } from '../use-kind-words.js';
import { type AuditAsked, type Log } from './audit.js';

function useKinds(log: Log): readonly Choice[] {
  const { t } = useTranslation('admin');
  const events = useKindWords('event');
  const access = useKindWords('access');
  switch (log) {
    case 'acts':
      return events.choices;
    case 'access':
      return access.choices;
    case 'rules':
      return Object.entries(t('audit.kind', { returnObjects: true })).map(([value, label]) => ({
        ...{ value, label },
      }));
  }
}

/** What a log is narrowed to; all of it stands in the address. */
export function AuditFilters({
  log,
  asked,
  change,
}: {
  readonly log: Log;
  readonly asked: AuditAsked;
  readonly change: (more: Asked) => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const { data: reference } = useQuery(referenceQuery);
  const kinds = useKinds(log);
  const people = reference?.people.map(({ code, name }) => ({ value: code, label: name })) ?? [];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 5 }} spacing="sm" role="search">
      <ChoiceField
        label={t('audit.person')}
        choices={people}
        value={asked.person}
        placeholder={t('audit.everybody')}
        clearable
        onChange={(person) => {
          change({ person });
        }}
      />
      <ChoiceField
        label={t('audit.what')}
        choices={kinds}
        value={asked.kind}
        placeholder={t('audit.everything')}
        clearable
        onChange={(kind) => {
          change({ kind });
        }}
      />
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={t(`audit.${end}`)}
          value={asked[end]}
          onChange={({ currentTarget }) => {
            change({ [end]: currentTarget.value });
          }}
        />
      ))}
      {log !== 'rules' && (
        <TypedField
          label={t('privacy.ofReport')}
          value={asked.report}
          onLook={(report) => {
            change({ report });
          }}
        />
      )}
    </SimpleGrid>
  );
}
