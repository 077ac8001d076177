import { Button, Group, Modal, MultiSelect, NativeSelect, Select, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { useLanguage } from '../../shared/use-language.js';
import { useMe } from '../me.js';
import { referenceQuery } from '../queries.js';
import { FORMATS } from './DocumentForm.js';
import { schedulesQuery } from './queries.js';

const EVERY = ['week', 'month', 'quarter', 'year'] as const;
type Body = Schema<'ScheduleBody'>;

function Fields({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation(['supervisor', 'shared']);
  const language = useLanguage();
  const me = useMe();
  const queries = useQueryClient();
  const { data: reference } = useQuery(referenceQuery);
  // A form that is sent again is the same schedule.
  const [id] = useState(() => crypto.randomUUID());
  const [body, setBody] = useState<Body>({
    ...{ every: 'month', format: 'docx', language: 'vi', recipients: [me.code] },
  });
  const [network, setNetwork] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: () =>
      bodyOf(
        api.PUT('/v1/desk/documents/schedules/{id}', {
          params: { path: { id } },
          body: { ...body, ...(network !== null && { network }) },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: schedulesQuery.queryKey });
      onClose();
    },
  });
  return (
    <Stack gap="sm">
      <Group grow>
        <NativeSelect
          label={t('schedule.every')}
          data={EVERY.map((value) => ({ value, label: t(`every.${value}`) }))}
          value={body.every}
          onChange={({ currentTarget }) => {
            const every = EVERY.find((one) => one === currentTarget.value) ?? 'month';
            setBody({ ...body, every });
          }}
        />
        <NativeSelect
          label={t('document.format')}
          data={FORMATS.map((value) => ({ value, label: t(`format.${value}`) }))}
          value={body.format}
          onChange={({ currentTarget }) => {
            const format = FORMATS.find((one) => one === currentTarget.value) ?? 'docx';
            setBody({ ...body, format });
          }}
        />
      </Group>
      <Select
        label={t('filter.network')}
        placeholder={t('filter.all')}
        clearable
        data={(reference?.networks ?? []).map(({ code, name }) => ({
          value: code,
          label: name[language],
        }))}
        value={network}
        onChange={setNetwork}
      />
      <MultiSelect
        label={t('schedule.recipients')}
        description={t('schedule.recipientsHint')}
        searchable
        data={(reference?.people ?? [])
          .filter(({ role }) => role !== 'integrator' && role !== 'reporter')
          .map(({ code, name }) => ({ value: code, label: name }))}
        value={body.recipients}
        onChange={(recipients) => {
          setBody({ ...body, recipients });
        }}
      />
      {save.error && <ProblemNotice error={save.error} />}
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          {t('shared:act.cancel')}
        </Button>
        <Button
          loading={save.isPending}
          disabled={body.recipients.length === 0}
          onClick={() => {
            save.mutate();
          }}
        >
          {t('shared:act.save')}
        </Button>
      </Group>
    </Stack>
  );
}

/** A new schedule: how often, as what, of what, and to whom. */
export function ScheduleForm({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['supervisor', 'shared']);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('schedule.add')}
      closeButtonProps={{ 'aria-label': t('shared:act.close') }}
    >
      <Fields onClose={onClose} />
    </Modal>
  );
}
