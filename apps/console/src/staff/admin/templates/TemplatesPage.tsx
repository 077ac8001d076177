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
import {
  infiniteQueryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { Problem } from '../../../api/problem.js';
import { Empty } from '../../../shared/components/Empty.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { referenceQuery } from '../../queries.js';
import { tell } from '../../tell.js';
import { useDraft } from '../draft.js';

type Template = Schema<'TemplateView'>;
type Action = Template['actions'][number];

const ACTIONS: readonly Action[] = [
  ...(['answer', 'resolve', 'reject', 'refuse', 'transfer', 'wait', 'deny'] as const),
  ...(['return', 'reopen', 'withdraw'] as const),
];
/** What stands for something of the case; the server fills it in. */
const PLACEHOLDERS = ['code', 'unit', 'due', 'category', 'reporter'] as const;

interface Draft {
  readonly name: string;
  readonly text_vi: string;
  readonly text_en: string;
  readonly actions: readonly Action[];
  readonly stream: string;
}
const EMPTY: Draft = { name: '', text_vi: '', text_en: '', actions: [], stream: '' };

const templatesQuery = infiniteQueryOptions({
  queryKey: ['templates', 'all'],
  queryFn: ({ pageParam, signal }) =>
    bodyOf(
      api.GET('/v1/desk/templates', {
        params: { query: pageParam === null ? {} : { cursor: pageParam } },
        signal,
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

function bodyOfDraft({ name, text_vi, text_en, actions, stream }: Draft): Schema<'TemplateBody'> {
  return {
    ...{ name: name.trim(), text_vi, actions: [...actions] },
    ...(text_en.trim() !== '' && { text_en }),
    ...(stream !== '' && { stream }),
  };
}

/** Writes a new template, or one that is there; what is typed is kept until it is saved. */
function TemplateForm({
  template,
  onDone,
}: {
  readonly template: Template | null;
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useTranslation(['admin', 'cases', 'shared']);
  const language = useLanguage();
  const queries = useQueryClient();
  const { data: reference } = useQuery(referenceQuery);
  const first: Draft = template
    ? { ...template, text_en: template.text_en ?? '', stream: template.stream ?? '' }
    : EMPTY;
  const [draft, write, forget] = useDraft<Draft>(`template ${template?.id ?? ''}`, first);
  const saving = useMutation({
    mutationFn: () =>
      bodyOf(
        api.PUT('/v1/desk/templates/{id}', {
          params: { path: { id: template?.id ?? crypto.randomUUID() } },
          body: bodyOfDraft(draft),
        }),
      ),
    onSuccess: async () => {
      forget();
      await queries.invalidateQueries({ queryKey: ['templates'] });
      tell(t('templates.saved'));
      onDone();
    },
  });
  const faultOf = (field: string): string | undefined =>
    saving.error instanceof Problem
      ? saving.error.fields.find((fault) => fault.field === field)?.message
      : undefined;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <Paper p="md" component="form" onSubmit={send}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('templates.name')}
            value={draft.name}
            maxLength={200}
            error={faultOf('name')}
            onChange={({ currentTarget }) => {
              write({ ...draft, name: currentTarget.value });
            }}
          />
          <NativeSelect
            label={t('templates.stream')}
            value={draft.stream}
            data={[
              { value: '', label: t('templates.allStreams') },
              ...(reference?.streams.map(({ code, name }) => ({
                value: code,
                label: name[language],
              })) ?? []),
            ]}
            onChange={({ currentTarget }) => {
              write({ ...draft, stream: currentTarget.value });
            }}
          />
        </SimpleGrid>
        <Checkbox.Group
          label={t('templates.actions')}
          value={[...draft.actions]}
          onChange={(chosen) => {
            write({ ...draft, actions: ACTIONS.filter((one) => chosen.includes(one)) });
          }}
        >
          <Group gap="md" mt="xs">
            {ACTIONS.map((action) => (
              <Checkbox key={action} value={action} label={t(`cases:act.name.${action}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        {(['text_vi', 'text_en'] as const).map((field) => (
          <Textarea
            key={field}
            label={t(`templates.${field}`)}
            value={draft[field]}
            autosize
            minRows={3}
            error={faultOf(field)}
            onChange={({ currentTarget }) => {
              write({ ...draft, [field]: currentTarget.value });
            }}
          />
        ))}
        <Group gap="xs" role="group" aria-label={t('templates.placeholders')}>
          <Text size="sm" c="dimmed">
            {t('templates.placeholders')}
          </Text>
          {PLACEHOLDERS.map((name) => (
            <Button
              key={name}
              variant="default"
              radius="xl"
              size="xs"
              mih={32}
              onClick={() => {
                write({ ...draft, text_vi: `${draft.text_vi}{{${name}}}` });
              }}
            >
              {t(`cases:templatePart.${name}`)}
            </Button>
          ))}
        </Group>
        {saving.error && <ProblemNotice error={saving.error} />}
        <Group gap="xs">
          <Button
            type="submit"
            loading={saving.isPending}
            disabled={
              draft.name.trim() === '' || draft.text_vi.trim() === '' || draft.actions.length === 0
            }
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

function TemplateItem({
  template,
  onEdit,
}: {
  readonly template: Template;
  readonly onEdit: () => void;
}): ReactNode {
  const { t } = useTranslation(['admin', 'cases']);
  const language = useLanguage();
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: () =>
      api.DELETE('/v1/desk/templates/{id}', { params: { path: { id: template.id } } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['templates'] }),
  });
  const { name, text_vi: text, actions, saved_by: by, saved_at: at } = template;
  return (
    <Paper p="md" component="li">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {t('templates.savedBy', { by, at: formatInstant(at, language) })}
          </Text>
        </Group>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {text}
        </Text>
        <Text size="sm" c="dimmed">
          {actions.map((action) => t(`cases:act.name.${action}`)).join(' · ')}
        </Text>
        {removing.error && <ProblemNotice error={removing.error} />}
        <Group gap="xs">
          <Button variant="default" onClick={onEdit} aria-label={t('templates.edit', { name })}>
            {t('templates.change')}
          </Button>
          <Button
            variant="subtle"
            loading={removing.isPending}
            aria-label={t('templates.removeNamed', { name })}
            onClick={() => {
              removing.mutate();
            }}
          >
            {t('templates.remove')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** Texts that an act's form offers, with what of the case stands in them. */
export function TemplatesPage(): ReactNode {
  const { t } = useTranslation(['admin', 'shared']);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } =
    useInfiniteQuery(templatesQuery);
  const [writing, setWriting] = useState<Template | 'new' | null>(null);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const done = (): void => {
    setWriting(null);
  };
  return (
    <>
      <PageTitle title={t('places.templates')}>
        <Button
          onClick={() => {
            setWriting('new');
          }}
        >
          {t('templates.add')}
        </Button>
      </PageTitle>
      <Stack gap="md">
        {writing === 'new' && <TemplateForm template={null} onDone={done} />}
        {isPending && <SkeletonList lines={3} height={120} />}
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data && items.length === 0 && writing === null && (
          <Paper>
            <Empty title={t('templates.none')} hint={t('templates.noneHint')} />
          </Paper>
        )}
        <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {items.map((template) =>
            writing !== 'new' && writing?.id === template.id ? (
              <li key={template.id}>
                <TemplateForm template={template} onDone={done} />
              </li>
            ) : (
              <TemplateItem
                key={template.id}
                template={template}
                onEdit={() => {
                  setWriting(template);
                }}
              />
            ),
          )}
        </Stack>
        {hasNextPage && (
          <div>
            <Button variant="default" onClick={() => void fetchNextPage()}>
              {t('shared:act.more')}
            </Button>
          </div>
        )}
      </Stack>
    </>
  );
}
