import { Fieldset, Paper, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useMay } from '../../me.js';
import { tell } from '../../tell.js';
import { useDraft } from '../draft.js';
import { catalogueQuery, entryQuery } from '../queries.js';
import { Review } from '../revisions/Review.js';
import { type RuleDesk, useRuleChange } from '../revisions/use-rule-change.js';
import { CategoryFields } from './fields/CategoryFields.js';
import { NetworkFields } from './fields/NetworkFields.js';
import { RuleFields } from './fields/RuleFields.js';
import { StreamFields } from './fields/StreamFields.js';
import { UnitFields } from './fields/UnitFields.js';
import { type Editing } from './editing.js';
import { type AnyEntry, type Kind, type Written, entryAddress, writtenOf } from './entry.js';
import { type Choices, useChoices } from './use-choices.js';
import { type EntryChange, useEntryWords } from './use-entry-words.js';

/** How entries of a kind are checked and saved. */
function useDesk(kind: Kind, code: string): RuleDesk<AnyEntry, EntryChange> {
  const queries = useQueryClient();
  return useMemo(() => {
    const path = { kind, code };
    return {
      queryKey: ['catalogue', kind, code],
      check: (body) =>
        bodyOf(api.POST('/v1/desk/catalogue/{kind}/{code}/check', { params: { path }, body })),
      preview: null,
      save: (body, revision) => {
        const header = { 'If-Match': `"${revision}"` };
        return bodyOf(
          api.PUT('/v1/desk/catalogue/{kind}/{code}', { params: { path, header }, body }),
        );
      },
      current: async () =>
        (await queries.fetchQuery({ ...entryQuery(kind, code), staleTime: 0 })).revision,
    };
  }, [kind, code, queries]);
}

function Fields({
  written,
  more,
  choices,
  onChange,
}: {
  readonly written: Written;
  readonly more: Pick<Editing<AnyEntry>, 'isNew' | 'problem'>;
  readonly choices: Choices;
  readonly onChange: (entry: AnyEntry) => void;
}): ReactNode {
  const common = { ...more, onChange };
  switch (written.kind) {
    case 'stream':
      return <StreamFields editing={{ ...common, entry: written.entry }} choices={choices} />;
    case 'category':
      return <CategoryFields editing={{ ...common, entry: written.entry }} choices={choices} />;
    case 'unit':
      return <UnitFields editing={{ ...common, entry: written.entry }} choices={choices} />;
    case 'network':
      return <NetworkFields editing={{ ...common, entry: written.entry }} choices={choices} />;
    case 'rule':
      return <RuleFields editing={{ ...common, entry: written.entry }} choices={choices} />;
  }
}

/** The code of an entry that nobody has saved yet; afterwards it stays. */
function CodeField({
  kind,
  code,
  problem,
  onCode,
}: {
  readonly kind: Kind;
  readonly code: string;
  readonly problem: string | undefined;
  readonly onCode: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation('reference');
  return (
    <Paper p="md">
      <TextInput
        label={t('field.code')}
        description={t(kind === 'category' ? 'hint.categoryCode' : 'hint.code')}
        autoComplete="off"
        value={code}
        error={problem}
        onChange={({ currentTarget }) => {
          onCode(currentTarget.value.trim().toLowerCase());
        }}
      />
    </Paper>
  );
}

/**
 * An entry and its changes: what is written is a draft with the revision that was read, until it is saved
 * or given up.
 */
export function EntryForm({
  first,
  revision,
}: {
  readonly first: Written;
  /** Which was read; 0: nobody has saved it yet. */
  readonly revision: number;
}): ReactNode {
  const { t } = useTranslation(['reference', 'admin']);
  const language = useLanguage();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const may = useMay('save_reference');
  const choices = useChoices();
  const words = useEntryWords();
  const { kind } = first;
  const isNew = revision === 0;
  const saved: { readonly revision: number; readonly entry: AnyEntry } = {
    ...{ revision, entry: first.entry },
  };
  const [draft, write, forget, isDraft] = useDraft(`${kind}-${first.entry.code}`, saved);
  const { code } = draft.entry;
  const { data: all } = useQuery({ ...catalogueQuery(kind), enabled: isNew });
  const taken = isNew && all?.items.some((one) => one.code === code) === true;
  const change = useRuleChange(useDesk(kind, code), draft.entry, draft.revision, (done) => {
    forget();
    tell(t('admin:rules.saved', { revision: done.revision }));
    // Names and choices everywhere come from what was just saved.
    void queries.invalidateQueries({ queryKey: ['reference'] });
    if (isNew) void navigate({ to: entryAddress(kind, code) });
  });
  const problem = (field: string): string | undefined =>
    change.check.data?.problems.find((one) => one.field === field)?.message[language];
  const set = (entry: AnyEntry): void => {
    write({ revision: draft.revision, entry });
    change.forget();
  };
  return (
    <Stack gap="md">
      <Fieldset variant="unstyled" m={0} disabled={!may}>
        <Stack gap="md">
          {isNew && (
            <CodeField
              kind={kind}
              code={code}
              problem={taken ? t('codeTaken') : problem('code')}
              onCode={(next) => {
                set({ ...draft.entry, code: next });
              }}
            />
          )}
          <Fields
            written={writtenOf(kind, draft.entry)}
            more={{ isNew, problem }}
            choices={choices}
            onChange={set}
          />
        </Stack>
      </Fieldset>
      {may && isDraft && code !== '' && !taken && (
        <Review
          change={change}
          says={(one) => words.change(kind, one)}
          onDrop={() => {
            forget();
            change.forget();
          }}
        />
      )}
    </Stack>
  );
}
