import {
  Button,
  Checkbox,
  Group,
  Paper,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { Problem } from '../../../api/problem.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useDraft } from '../draft.js';
import { peopleQuery } from '../queries.js';
import { ScopeFields } from '../ScopeFields.js';
import { NO_SCOPE, type Scope } from '../scope.js';
import { ROLES, type Role } from './roles.js';
import { tell } from '../../tell.js';

type Staff = Schema<'StaffView'>;

interface Draft {
  readonly code: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly unit: string | null;
  readonly lead: boolean;
  readonly language: 'vi' | 'en';
  readonly scope: Scope;
}

const NOBODY: Draft = {
  ...{ code: '', name: '', email: '', role: 'unit_staff', unit: null, lead: false },
  ...{ language: 'vi', scope: NO_SCOPE },
};

function draftOf(person: Staff | null): Draft {
  if (!person) return NOBODY;
  const { code, name, email, role, unit, lead, language, scope } = person;
  return { code, name, email, role, unit, lead, language, scope };
}

function bodyFrom({ name, email, role, unit, lead, language, scope }: Draft): Schema<'PersonBody'> {
  // Nothing named is everything, which the server wants to hear by its sign.
  const named = (codes: readonly string[]): string[] => (codes.length > 0 ? [...codes] : ['*']);
  const { streams, areas, units, networks } = scope;
  return {
    ...{ name, email, role, lead, language },
    scope: {
      ...{ streams: named(streams), areas: named(areas) },
      ...{ units: named(units), networks: named(networks) },
    },
    ...(unit && { unit }),
  };
}

function useSave(isNew: boolean, forgetDraft: () => void) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (draft: Draft) =>
      bodyOf(
        api.PUT('/v1/desk/people/{code}', {
          params: { path: { code: draft.code } },
          body: bodyFrom(draft),
        }),
      ),
    onSuccess: async (all, { code, name }) => {
      queries.setQueryData(peopleQuery.queryKey, all);
      void queries.invalidateQueries({ queryKey: ['reference'] });
      forgetDraft();
      tell(t('people.saved', { name }));
      if (isNew) await navigate({ to: `/admin/people/of/${code}` });
    },
  });
}

/** Who somebody is, in which role, and how far they see. */
export function PersonForm({
  person,
  reference,
}: {
  readonly person: Staff | null;
  readonly reference: Schema<'ReferenceView'>;
}): ReactNode {
  const { t } = useTranslation(['admin', 'staff', 'shared']);
  const language = useLanguage();
  const [draft, write, forget] = useDraft(`person-${person?.code ?? ''}`, draftOf(person));
  const [tried, setTried] = useState(false);
  const save = useSave(person === null, forget);
  const set = (change: Partial<Draft>): void => {
    write({ ...draft, ...change });
  };
  const faultOf = (field: string): string | undefined =>
    save.error instanceof Problem
      ? save.error.fields.find((fault) => fault.field === field)?.message
      : undefined;
  const missing = (value: string): string | undefined =>
    tried && value.trim() === '' ? t('fill') : undefined;
  const needsUnit = draft.role === 'unit_staff' && draft.unit === null;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const empty = [draft.code, draft.name, draft.email].some((value) => value.trim() === '');
    if (!empty && !needsUnit) save.mutate(draft);
  };
  return (
    <form onSubmit={send} noValidate>
      <Paper p="md">
        <Stack gap="md">
          <Title order={2} size="h3">
            {t('people.who')}
          </Title>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t('people.name')}
              autoComplete="off"
              required
              value={draft.name}
              error={faultOf('name') ?? missing(draft.name)}
              onChange={({ currentTarget }) => {
                set({ name: currentTarget.value });
              }}
            />
            <TextInput
              label={t('people.email')}
              type="email"
              autoComplete="off"
              required
              value={draft.email}
              error={faultOf('email') ?? missing(draft.email)}
              onChange={({ currentTarget }) => {
                set({ email: currentTarget.value });
              }}
            />
            {person === null && (
              <TextInput
                label={t('people.code')}
                description={t('people.codeHint')}
                autoComplete="off"
                required
                value={draft.code}
                error={faultOf('code') ?? missing(draft.code)}
                onChange={({ currentTarget }) => {
                  set({ code: currentTarget.value.toLowerCase() });
                }}
              />
            )}
            <Select
              label={t('people.unit')}
              description={person === null ? t('people.unitHint') : undefined}
              data={reference.units.map(({ code, name }) => ({
                value: code,
                label: name[language],
              }))}
              value={draft.unit}
              required={draft.role === 'unit_staff'}
              error={faultOf('unit') ?? (tried && needsUnit ? t('fill') : undefined)}
              searchable
              clearable
              onChange={(unit) => {
                set({ unit });
              }}
            />
          </SimpleGrid>
          <Radio.Group
            label={t('people.role')}
            value={draft.role}
            onChange={(value) => {
              const role = ROLES.find((one) => one === value);
              if (role) set({ role });
            }}
          >
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt="xs">
              {ROLES.map((role) => (
                <Radio
                  key={role}
                  value={role}
                  label={t(`staff:role.${role}`)}
                  description={t(`people.roleSays.${role}`)}
                />
              ))}
            </SimpleGrid>
          </Radio.Group>
          <Checkbox
            label={t('people.isLead')}
            checked={draft.lead}
            onChange={({ currentTarget }) => {
              set({ lead: currentTarget.checked });
            }}
          />
          <Radio.Group
            label={t('people.language')}
            value={draft.language}
            onChange={(value) => {
              set({ language: value === 'en' ? 'en' : 'vi' });
            }}
          >
            <Group mt="xs">
              <Radio value="vi" label="Tiếng Việt" />
              <Radio value="en" label="English" />
            </Group>
          </Radio.Group>
          <div>
            <Title order={2} size="h3">
              {t('scope.title')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('scope.lead')}
            </Text>
          </div>
          <ScopeFields
            scope={draft.scope}
            reference={reference}
            onChange={(scope) => {
              set({ scope });
            }}
          />
          {save.error && <ProblemNotice error={save.error} />}
          <Group>
            <Button type="submit" loading={save.isPending}>
              {person === null ? t('people.create') : t('shared:act.save')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </form>
  );
}
