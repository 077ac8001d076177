import { Button, Group, Menu, Stack, Text, Textarea } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { type ActName, isOptional } from '../acts.js';
import { type TemplateAction, templatesQuery } from '../queries.js';
import { type FieldProps, withValue } from './field.js';

const WITH_TEMPLATES: readonly TemplateAction[] = [
  ...(['answer', 'resolve', 'reject', 'refuse', 'transfer'] as const),
  ...(['wait', 'deny', 'return', 'reopen', 'withdraw'] as const),
];

function templatesOf(act: ActName): TemplateAction | null {
  return WITH_TEMPLATES.find((one) => one === act) ?? null;
}

/** Texts that are kept ready: what is chosen is filled in by the server, and stays to be read and changed. */
function Templates({
  action,
  code,
  stream,
  onText,
}: {
  readonly action: TemplateAction;
  readonly code: string;
  readonly stream: string;
  readonly onText: (text: string) => void;
}): ReactNode {
  const { t } = useTranslation('cases');
  const { data } = useQuery(templatesQuery(action, stream));
  const fill = useMutation({
    mutationFn: (id: string) =>
      bodyOf(
        api.POST('/v1/desk/reports/{code}/templates/{id}', { params: { path: { code, id } } }),
      ),
    // What the citizen reads is Vietnamese, whatever whoever writes it reads.
    onSuccess: ({ text_vi }) => {
      onText(text_vi);
    },
  });
  if (!data || data.items.length === 0) return null;
  const missing = fill.data?.missing ?? [];
  return (
    <Stack gap={4}>
      <Group>
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="subtle"
              size="compact-sm"
              loading={fill.isPending}
              leftSection={<IconTemplate size={16} aria-hidden />}
            >
              {t('field.template')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {data.items.map(({ id, name }) => (
              <Menu.Item
                key={id}
                onClick={() => {
                  fill.mutate(id);
                }}
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {missing.length > 0 && (
        <Text size="xs" c="var(--kip-soon)">
          {t('field.missing', { what: missing.map((one) => t(`templatePart.${one}`)).join(', ') })}
        </Text>
      )}
      {fill.error && <ProblemNotice error={fill.error} />}
    </Stack>
  );
}

/** Words: to the citizen, to a unit, or the reason for an act. */
export function WordsField(props: FieldProps & { readonly focused: boolean }): ReactNode {
  const { act, subject, field, draft, onDraft, missing, focused } = props;
  const { t } = useTranslation('cases');
  const value = draft.values[field] ?? '';
  const write = (text: string): void => {
    onDraft(withValue(draft, field, text));
  };
  const action = field === 'words' ? null : templatesOf(act);
  const name = field === 'text' && act === 'resolve' ? 'result' : field;
  return (
    <Stack gap={4}>
      <Textarea
        label={t(`field.${name}`)}
        {...(isOptional(act, field) && { description: t('field.optional') })}
        autosize
        minRows={field === 'text' ? 4 : 2}
        maxRows={12}
        value={value}
        data-autofocus={focused || undefined}
        error={missing ? t('act.missing') : null}
        onChange={({ currentTarget }) => {
          write(currentTarget.value);
        }}
      />
      {action && (
        <Templates
          action={action}
          code={subject.code}
          stream={subject.stream}
          onText={(text) => {
            write(value.trim() === '' ? text : `${value.trim()}\n${text}`);
          }}
        />
      )}
    </Stack>
  );
}
