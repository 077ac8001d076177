import { Button, Group, Paper, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { myReports } from '../mine.js';
import { myPages } from './me.js';

/**
 * Offers to take into the account what was sent with this device before somebody signed in.
 * @param known all that the account has
 */
export function FromDevice({ known }: { readonly known: readonly string[] }): ReactNode {
  const { t } = useTranslation('citizen');
  const queries = useQueryClient();
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const missing = myReports().filter(({ code }) => ![...known, ...unknown].includes(code));
  const add = useMutation({
    mutationFn: () => {
      const reports = missing.map(({ code, token }) => ({ code, token }));
      return bodyOf(api.POST('/v1/me/reports', { body: { reports } }));
    },
    onSuccess: async ({ not_found: gone }) => {
      // Erased meanwhile, for one: it is not offered again.
      setUnknown(gone);
      await queries.invalidateQueries({ queryKey: myPages.queryKey });
    },
  });
  if (missing.length === 0) return null;
  return (
    <Paper p="md">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{t('account.onDevice', { count: missing.length })}</Text>
        <Button
          variant="default"
          size="sm"
          loading={add.isPending}
          onClick={() => {
            add.mutate();
          }}
        >
          {t('account.add')}
        </Button>
      </Group>
      {add.error && <ProblemNotice error={add.error} />}
    </Paper>
  );
}
