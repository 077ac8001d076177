import { Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { tell } from '../../tell.js';
import { useDraft } from '../draft.js';
import { outcomesQuery } from './demands.js';

type Outcome = Schema<'OutcomeBody'>['outcome'];
const OUTCOMES: readonly Outcome[] = ['done', 'refused'];

/** What nothing here carries out: a correction made elsewhere, or a refusal with its reason. */
export function Decide({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation('demands');
  const queries = useQueryClient();
  const [reason, write, forget] = useDraft(`decide-${code}`, '');
  const deciding = useMutation({
    mutationFn: (outcome: Outcome) =>
      bodyOf(
        api.POST('/v1/desk/privacy/requests/{code}/outcome', {
          params: { path: { code } },
          body: { outcome, reason: reason.trim() },
        }),
      ),
    onSuccess: (list) => {
      queries.setQueryData(outcomesQuery(code).queryKey, list);
      forget();
      tell(t('decide.decided'));
    },
  });
  return (
    <Paper p="md" component="section" aria-label={t('decide.title')}>
      <Stack gap="sm">
        <div>
          <Title order={2} size="h3">
            {t('decide.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('decide.lead')}
          </Text>
        </div>
        <Textarea
          label={t('decide.reason')}
          value={reason}
          maxLength={500}
          autosize
          minRows={2}
          onChange={({ currentTarget }) => {
            write(currentTarget.value);
          }}
        />
        {deciding.error && <ProblemNotice error={deciding.error} />}
        <Group gap="sm">
          {OUTCOMES.map((outcome) => (
            <Button
              key={outcome}
              variant="default"
              loading={deciding.isPending && deciding.variables === outcome}
              disabled={reason.trim() === ''}
              onClick={() => {
                deciding.mutate(outcome);
              }}
            >
              {t(`decide.${outcome}`)}
            </Button>
          ))}
        </Group>
      </Stack>
    </Paper>
  );
}
