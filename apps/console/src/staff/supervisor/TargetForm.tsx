import {
  Button,
  Group,
  Modal,
  NativeSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { useLanguage } from '../../shared/use-language.js';
import { referenceQuery } from '../queries.js';
import { targetsQuery } from './queries.js';

type Target = Schema<'TargetView'>;
type Body = Schema<'TargetBody'>;
type Reference = Schema<'ReferenceView'>;

const METRICS = [
  ...(['on_time_rate', 'overdue_rate', 'satisfied_rate', 'satisfied_or_acceptable_rate'] as const),
  ...(['response_rate', 'reopened_rate', 'refused_rate'] as const),
  ...(['median_first_answer', 'median_to_end'] as const),
];
const SCOPES = [
  { scope: 'stream', table: 'streams' },
  { scope: 'network', table: 'networks' },
  { scope: 'unit', table: 'units' },
] as const satisfies readonly { scope: string; table: keyof Reference }[];

function bodyFrom(edited: Target | 'new'): Body {
  const year = new Date().getFullYear();
  if (edited === 'new') {
    const days = { from: `${year}-01-01`, until: `${year}-12-31` };
    return {
      name: { vi: '', en: '' },
      metric: 'on_time_rate',
      value: 95,
      cohort: 'received',
      ...days,
    };
  }
  const { name, metric, value, cohort, stream, network, unit, from, until } = edited;
  return {
    ...{ name: { ...name }, metric, value, cohort, from, until },
    ...(stream !== null && { stream }),
    ...(network !== null && { network }),
    ...(unit !== null && { unit }),
  };
}

/** A body in which a scope is this, or not there at all. */
function narrowed(body: Body, scope: (typeof SCOPES)[number]['scope'], code: string | null): Body {
  const { [scope]: _before, ...rest } = body;
  return code === null ? rest : { ...rest, [scope]: code };
}

function Fields({
  edited,
  onClose,
}: {
  readonly edited: Target | 'new';
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['supervisor', 'shared']);
  const language = useLanguage();
  const queries = useQueryClient();
  const { data: reference } = useQuery(referenceQuery);
  const [code, setCode] = useState(edited === 'new' ? '' : edited.code);
  const [body, setBody] = useState(() => bodyFrom(edited));
  const ofMinutes = body.metric.startsWith('median_');
  const params = { path: { code } };
  const done = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: targetsQuery.queryKey });
    await queries.invalidateQueries({ queryKey: ['figures', 'overview'] });
    onClose();
  };
  const save = useMutation({
    mutationFn: () => bodyOf(api.PUT('/v1/desk/targets/{code}', { params, body })),
    onSuccess: done,
  });
  const remove = useMutation({
    mutationFn: () => api.DELETE('/v1/desk/targets/{code}', { params }),
    onSuccess: done,
  });
  const error = save.error ?? remove.error;
  return (
    <Stack gap="sm">
      <TextInput
        label={t('targets.code')}
        description={t('targets.codeHint')}
        disabled={edited !== 'new'}
        value={code}
        onChange={({ currentTarget }) => {
          setCode(currentTarget.value);
        }}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {(['vi', 'en'] as const).map((one) => (
          <TextInput
            key={one}
            label={t(`targets.name_${one}`)}
            value={body.name[one]}
            onChange={({ currentTarget }) => {
              setBody({ ...body, name: { ...body.name, [one]: currentTarget.value } });
            }}
          />
        ))}
        <NativeSelect
          label={t('targets.metric')}
          data={METRICS.map((value) => ({ value, label: t(`metric.${value}`) }))}
          value={body.metric}
          onChange={({ currentTarget }) => {
            const metric = METRICS.find((one) => one === currentTarget.value);
            if (metric) setBody({ ...body, metric });
          }}
        />
        <NumberInput
          label={ofMinutes ? t('targets.minutes') : t('targets.percent')}
          decimalSeparator={language === 'vi' ? ',' : '.'}
          decimalScale={ofMinutes ? 0 : 1}
          min={0}
          {...(!ofMinutes && { max: 100 })}
          value={body.value}
          onChange={(value) => {
            setBody({ ...body, value: Number(value) });
          }}
        />
        <TextInput
          type="date"
          label={t('period.from')}
          value={body.from}
          onChange={({ currentTarget }) => {
            setBody({ ...body, from: currentTarget.value });
          }}
        />
        <TextInput
          type="date"
          label={t('period.to')}
          value={body.until}
          onChange={({ currentTarget }) => {
            setBody({ ...body, until: currentTarget.value });
          }}
        />
        {SCOPES.map(({ scope, table }) => (
          <Select
            key={scope}
            label={t(`filter.${scope}`)}
            placeholder={t('filter.all')}
            clearable
            searchable
            data={(reference?.[table] ?? []).map((one) => ({
              value: one.code,
              label: one.name[language],
            }))}
            value={body[scope] ?? null}
            onChange={(value) => {
              setBody(narrowed(body, scope, value));
            }}
          />
        ))}
      </SimpleGrid>
      {error && <ProblemNotice error={error} />}
      <Group justify="space-between">
        {edited === 'new' ? (
          <span />
        ) : (
          <Button
            variant="subtle"
            color="red"
            loading={remove.isPending}
            onClick={() => {
              remove.mutate();
            }}
          >
            {t('targets.remove')}
          </Button>
        )}
        <Group gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shared:act.cancel')}
          </Button>
          <Button
            loading={save.isPending}
            onClick={() => {
              save.mutate();
            }}
          >
            {t('shared:act.save')}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

/** A target as it is written down, or a new one. */
export function TargetForm({
  edited,
  onClose,
}: {
  readonly edited: Target | 'new' | null;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['supervisor', 'shared']);
  return (
    <Modal
      opened={edited !== null}
      onClose={onClose}
      size="lg"
      title={edited === 'new' ? t('targets.add') : t('targets.editTitle')}
      closeButtonProps={{ 'aria-label': t('shared:act.close') }}
    >
      {edited !== null && <Fields edited={edited} onClose={onClose} />}
    </Modal>
  );
}
