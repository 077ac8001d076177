import { Button, List, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { useLanguage } from '../../shared/use-language.js';
import { ChoiceField } from '../cases/form/ChoiceField.js';
import { refreshRows } from '../cases/lists.js';
import { inForce } from '../cases/use-names.js';
import { referenceQuery } from '../queries.js';
import classes from './triage.module.css';

const ACTS = ['assign', 'reject', 'close'] as const;
type BulkAct = (typeof ACTS)[number];
const REASONS = [
  'not_competent',
  'no_ground',
  'too_little_information',
  'private_dispute',
  'already_handled',
] as const;

/** What came of each: nothing is told as done that was not. */
function Results({ result }: { readonly result: Schema<'BulkResult'> }): ReactNode {
  const { t } = useTranslation('triage');
  const failed = result.items.filter(({ ok }) => !ok);
  return (
    <Stack gap={4} role="status">
      <Text size="sm" fw={600}>
        {t('bulk.result', { done: result.succeeded, failed: result.failed })}
      </Text>
      {failed.length > 0 && (
        <List size="sm">
          {failed.map(({ code, problem }) => (
            <List.Item key={code}>
              {code}: {problem?.title}. {problem?.remedy}
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}

/** One act on all that are chosen, with what came of each. */
export function BulkBar({
  codes,
  onClear,
}: {
  readonly codes: readonly string[];
  readonly onClear: () => void;
}): ReactNode {
  const { t } = useTranslation(['triage', 'cases', 'shared']);
  const language = useLanguage();
  const queries = useQueryClient();
  const { data: reference } = useQuery(referenceQuery);
  const [act, setAct] = useState<BulkAct>('assign');
  const [unit, setUnit] = useState('');
  const [reason, setReason] = useState<string>(REASONS[0]);
  const sending = useMutation({
    mutationFn: () => {
      const body = act === 'assign' ? { unit } : act === 'reject' ? { reason } : {};
      return bodyOf(
        api.POST('/v1/desk/bulk', { body: { action: act, codes: [...codes], body, check: false } }),
      );
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['inboxes'] });
      await refreshRows(queries);
    },
  });
  return (
    <div className={classes.bar} role="region" aria-label={t('bulk.title')}>
      <Text size="sm" fw={600}>
        {t('bulk.chosen', { count: codes.length })}
      </Text>
      <NativeSelect
        aria-label={t('bulk.act')}
        data={ACTS.map((one) => ({ value: one, label: t(`cases:act.name.${one}`) }))}
        value={act}
        onChange={({ currentTarget }) => {
          setAct(currentTarget.value as BulkAct);
        }}
      />
      {act === 'assign' && (
        <ChoiceField
          label={t('cases:field.unit')}
          choices={inForce(reference?.units).map(({ code, name }) => ({
            value: code,
            label: name[language],
          }))}
          value={unit}
          focused={false}
          error={null}
          onChange={setUnit}
        />
      )}
      {act === 'reject' && (
        <NativeSelect
          aria-label={t('cases:field.reject_reason')}
          data={REASONS.map((one) => ({ value: one, label: t(`cases:rejectReason.${one}`) }))}
          value={reason}
          onChange={({ currentTarget }) => {
            setReason(currentTarget.value);
          }}
        />
      )}
      <Button
        loading={sending.isPending}
        disabled={act === 'assign' && unit === ''}
        onClick={() => {
          sending.mutate();
        }}
      >
        {t('bulk.send', { count: codes.length })}
      </Button>
      <Button variant="subtle" onClick={onClear}>
        {t('bulk.clear')}
      </Button>
      {sending.error && <ProblemNotice error={sending.error} />}
      {sending.data && <Results result={sending.data} />}
    </div>
  );
}
