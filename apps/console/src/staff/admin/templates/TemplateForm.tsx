import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Textarea,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { Problem } from '../../../api/problem.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { useLanguage } from '../../../shared/use-language.js';
import { ChoiceField } from '../../cases/form/ChoiceField.js';
import { referenceQuery } from '../../queries.js';
import { tell } from '../../tell.js';
import { useDraft } from '../draft.js';
import { PLACEHOLDERS, type Placeholder, inserted } from './parts.js';
import { Preview } from './Preview.js';
import { ACTIONS, type Action, type Template } from './template.js';

interface Draft {
  readonly id: string;
  readonly name: string;
  readonly text_vi: string;
  readonly text_en: string;
  readonly actions: readonly Action[];
  readonly stream: string;
  readonly unit: string;
}
const EMPTY = { name: '', text_vi: '', text_en: '', actions: [], stream: '', unit: '' };
const TEXTS = [
  { field: 'text_vi', language: 'vi' },
  { field: 'text_en', language: 'en' },
] as const;
type TextField = (typeof TEXTS)[number]['field'];

function draftOf(template: Template | null, id: string): Draft {
  if (!template) return { id, ...EMPTY };
  const { name, text_vi, text_en, actions, stream, unit } = template;
  return {
    ...{ id, name, text_vi, actions },
    ...{ text_en: text_en ?? '', stream: stream ?? '', unit: unit ?? '' },
  };
}

function bodyOfDraft(draft: Draft): Schema<'TemplateBody'> {
  const { name, text_vi, text_en, actions, stream, unit } = draft;
  return {
    ...{ name: name.trim(), text_vi, actions: [...actions] },
    ...(text_en.trim() !== '' && { text_en }),
    ...(stream !== '' && { stream }),
    ...(unit !== '' && { unit }),
  };
}

function useSave(draft: Draft, onSaved: () => void) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      bodyOf(
        api.PUT('/v1/desk/templates/{id}', {
          params: { path: { id: draft.id } },
          body: bodyOfDraft(draft),
        }),
      ),
    onSuccess: async () => {
      onSaved();
      await queries.invalidateQueries({ queryKey: ['templates'] });
      tell(t('templates.saved'));
    },
  });
}

/** Writes a new template, or one that is there; what is typed is kept until it is saved. */
export function TemplateForm({
  template,
  onDone,
}: {
  readonly template: Template | null;
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useTranslation(['admin', 'cases', 'shared']);
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  // A new one has its name from the beginning: whatever is sent twice is one template.
  const [id] = useState(() => template?.id ?? crypto.randomUUID());
  const [draft, write, forget] = useDraft<Draft>(
    `template ${template?.id ?? ''}`,
    draftOf(template, id),
  );
  const areas = useRef<Partial<Record<TextField, HTMLTextAreaElement | null>>>({});
  const [last, setLast] = useState<TextField>('text_vi');
  const saving = useSave(draft, () => {
    forget();
    onDone();
  });
  const set = (more: Partial<Draft>): void => {
    write({ ...draft, ...more });
  };
  const faultOf = (field: string): string | undefined =>
    saving.error instanceof Problem
      ? saving.error.fields.find((fault) => fault.field === field)?.message
      : undefined;
  const insert = (name: Placeholder): void => {
    const area = areas.current[last];
    const end = draft[last].length;
    const [from, to] = [area?.selectionStart ?? end, area?.selectionEnd ?? end];
    const placeholder = `{{${name}}}`;
    set({ [last]: inserted(draft[last], placeholder, from, to) });
    // The text is drawn anew with it: the cursor then goes on behind it.
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(from + placeholder.length, from + placeholder.length);
    });
  };
  const send = (event: FormEvent): void => {
    event.preventDefault();
    saving.mutate();
  };
  const { name, text_vi: text, actions } = draft;
  return (
    <Paper p="md" component="form" onSubmit={send}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput
            label={t('templates.name')}
            value={name}
            maxLength={200}
            error={faultOf('name')}
            onChange={({ currentTarget }) => {
              set({ name: currentTarget.value });
            }}
          />
          <NativeSelect
            label={t('templates.stream')}
            value={draft.stream}
            data={[
              { value: '', label: t('templates.allStreams') },
              ...(reference?.streams.map((one) => ({
                value: one.code,
                label: one.name[language],
              })) ?? []),
            ]}
            error={faultOf('stream')}
            onChange={({ currentTarget }) => {
              set({ stream: currentTarget.value });
            }}
          />
          <ChoiceField
            label={t('templates.unit')}
            choices={
              reference?.units.map((one) => ({ value: one.code, label: one.name[language] })) ?? []
            }
            value={draft.unit}
            placeholder={t('templates.allUnits')}
            clearable
            error={faultOf('unit') ?? null}
            onChange={(unit) => {
              set({ unit });
            }}
          />
        </SimpleGrid>
        <Checkbox.Group
          label={t('templates.actions')}
          value={[...actions]}
          onChange={(chosen) => {
            set({ actions: ACTIONS.filter((one) => chosen.includes(one)) });
          }}
        >
          <Group gap="md" mt="xs">
            {ACTIONS.map((action) => (
              <Checkbox key={action} value={action} label={t(`cases:act.name.${action}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <Group gap="xs" role="group" aria-label={t('templates.placeholders')}>
          <Text size="sm" c="dimmed">
            {t('templates.placeholders')}
          </Text>
          {PLACEHOLDERS.map((one) => (
            <Button
              key={one}
              variant="default"
              radius="xl"
              size="xs"
              mih={32}
              onClick={() => {
                insert(one);
              }}
            >
              {t(`cases:templatePart.${one}`)}
            </Button>
          ))}
        </Group>
        {TEXTS.map(({ field, language: of }) => (
          <SimpleGrid key={field} cols={{ base: 1, md: 2 }}>
            <Textarea
              ref={(area) => {
                areas.current[field] = area;
              }}
              label={t(`templates.${field}`)}
              value={draft[field]}
              autosize
              minRows={3}
              error={faultOf(field)}
              onFocus={() => {
                setLast(field);
              }}
              onChange={({ currentTarget }) => {
                set({ [field]: currentTarget.value });
              }}
            />
            {draft[field].trim() !== '' && <Preview text={draft[field]} language={of} />}
          </SimpleGrid>
        ))}
        {saving.error && <ProblemNotice error={saving.error} />}
        <Group gap="xs">
          <Button
            type="submit"
            loading={saving.isPending}
            disabled={name.trim() === '' || text.trim() === '' || actions.length === 0}
          >
            {t('templates.save')}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t('shared:act.cancel')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
