import { Button, Group, NativeSelect, Paper, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.js';
import { useAsked, wordOf } from '../../../shared/address.js';
import { Empty } from '../../../shared/components/Empty.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useNames } from '../../cases/use-names.js';
import { TypedField } from '../TypedField.js';
import { ACTIONS, type Template, templatesQuery } from './template.js';
import { TemplateForm } from './TemplateForm.js';

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
  const names = useNames();
  const [asked, setAsked] = useState(false);
  const removing = useMutation({
    mutationFn: () =>
      api.DELETE('/v1/desk/templates/{id}', { params: { path: { id: template.id } } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['templates'] }),
  });
  const { name, text_vi: text, actions, saved_by: by, saved_at: at, stream, unit } = template;
  return (
    <Paper p="md" component="li">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {t('templates.savedBy', { by: names.person(by), at: formatInstant(at, language) })}
          </Text>
        </Group>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {text}
        </Text>
        <Text size="sm" c="dimmed">
          {[
            ...actions.map((action) => t(`cases:act.name.${action}`)),
            ...(stream === null ? [] : [names.stream(stream)]),
            ...(unit === null ? [] : [names.unit(unit)]),
          ].join(' · ')}
        </Text>
        {removing.error && <ProblemNotice error={removing.error} />}
        <Group gap="xs">
          <Button variant="default" onClick={onEdit} aria-label={t('templates.edit', { name })}>
            {t('templates.change')}
          </Button>
          <Button
            variant={asked ? 'filled' : 'subtle'}
            loading={removing.isPending}
            aria-label={t('templates.removeNamed', { name })}
            onClick={() => {
              // What cannot be taken back is asked for twice.
              if (asked) removing.mutate();
              else setAsked(true);
            }}
          >
            {asked ? `${t('templates.remove')}?` : t('templates.remove')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** Texts that an act's form offers, with what of the case stands in them. */
export function TemplatesPage(): ReactNode {
  const { t } = useTranslation(['admin', 'cases', 'shared']);
  const [address, change] = useAsked();
  const q = wordOf(address, 'q');
  const action = ACTIONS.find((one) => one === wordOf(address, 'action')) ?? null;
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(
    templatesQuery(q, action),
  );
  const narrowed = q !== '' || action !== null;
  const [writing, setWriting] = useState<Template | 'new' | null>(null);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const done = (): void => {
    setWriting(null);
  };
  return (
    <>
      <PageTitle title={t('places.templates')}>
        <Button
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => {
            setWriting('new');
          }}
        >
          {t('templates.add')}
        </Button>
      </PageTitle>
      <Stack gap="md">
        <Group gap="sm" align="end" role="search">
          <TypedField
            label={t('templates.search')}
            value={q}
            onLook={(words) => {
              change({ q: words });
            }}
          />
          <NativeSelect
            label={t('templates.actions')}
            value={action ?? ''}
            data={[
              { value: '', label: t('templates.anyAction') },
              ...ACTIONS.map((value) => ({ value, label: t(`cases:act.name.${value}`) })),
            ]}
            onChange={({ currentTarget }) => {
              change({ action: currentTarget.value });
            }}
          />
        </Group>
        {writing === 'new' && <TemplateForm template={null} onDone={done} />}
        {isPending && <SkeletonList lines={3} height={120} />}
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data && items.length === 0 && writing === null && (
          <Paper>
            <Empty
              title={t(narrowed ? 'templates.noneFound' : 'templates.none')}
              hint={t(narrowed ? 'audit.noneHint' : 'templates.noneHint')}
            />
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
