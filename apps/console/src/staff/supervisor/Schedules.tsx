import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api } from '../../api/client.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { formatInstant } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { useMe } from '../me.js';
import { referenceQuery } from '../queries.js';
import { schedulesQuery } from './queries.js';
import { ScheduleForm } from './ScheduleForm.js';

type Schedule = Schema<'ScheduleView'>;

function Line({ schedule }: { readonly schedule: Schedule }): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const queries = useQueryClient();
  const me = useMe();
  const { data: reference } = useQuery(referenceQuery);
  const own = schedule.owner === me.code;
  const end = useMutation({
    mutationFn: async () => {
      const params = { path: { id: schedule.id } };
      if (own) await api.DELETE('/v1/desk/documents/schedules/{id}', { params });
      else await api.POST('/v1/desk/documents/schedules/{id}/leave', { params });
    },
    onMutate: async () => {
      await queries.cancelQueries({ queryKey: schedulesQuery.queryKey });
      const before = queries.getQueryData(schedulesQuery.queryKey);
      queries.setQueryData(
        schedulesQuery.queryKey,
        (list) => list && { items: list.items.filter(({ id }) => id !== schedule.id) },
      );
      return { before };
    },
    onError: (_error, _asked, context) => {
      queries.setQueryData(schedulesQuery.queryKey, context?.before);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: schedulesQuery.queryKey }),
  });
  const names = schedule.recipients.map(
    (code) => reference?.people.find((person) => person.code === code)?.name ?? code,
  );
  const network = reference?.networks.find(({ code }) => code === schedule.network);
  const last = schedule.log[0];
  return (
    <Paper p="md">
      <Group justify="space-between" align="start">
        <div>
          <Text fw={600}>
            {t(`every.${schedule.every}`)} · {t(`format.${schedule.format}`)} ·{' '}
            {schedule.language.toUpperCase()}
            {network && ` · ${network.name[language]}`}
          </Text>
          <Text size="sm">{t('schedule.to', { names: names.join(', ') })}</Text>
          <Text size="sm" c="dimmed">
            {last
              ? t('schedule.last', {
                  period: last.period,
                  at: formatInstant(last.made_at, language),
                  sent: last.mails.filter(({ state }) => state === 'sent').length,
                  of: last.mails.length,
                })
              : t('schedule.nothingYet')}
          </Text>
        </div>
        <Button
          variant="default"
          onClick={() => {
            end.mutate();
          }}
        >
          {own ? t('schedule.end') : t('schedule.leave')}
        </Button>
      </Group>
      {end.error && <ProblemNotice error={end.error} />}
    </Paper>
  );
}

/** Documents that come by mail whenever a period is over. */
export function Schedules(): ReactNode {
  const { t } = useTranslation('supervisor');
  const { data, error, refetch } = useQuery(schedulesQuery);
  const [opened, { open, close }] = useDisclosure(false);
  if (!data) {
    if (!error) return <SkeletonList lines={2} height={96} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  return (
    <Stack gap="sm">
      {data.items.length === 0 && (
        <Empty title={t('schedule.none')} hint={t('schedule.noneHint')} />
      )}
      {data.items.map((schedule) => (
        <Line key={schedule.id} schedule={schedule} />
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={18} aria-hidden />}
        style={{ alignSelf: 'flex-start' }}
        onClick={open}
      >
        {t('schedule.add')}
      </Button>
      <ScheduleForm opened={opened} onClose={close} />
    </Stack>
  );
}
