import { Paper, Stack, Table, Text, Title } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS, type PolicyBody } from './limit.js';
import { usePolicyWords } from './use-policy-words.js';
import classes from '../admin.module.css';

/** A policy as one would say it. */
export function PolicyText({
  policy,
  calendar,
}: {
  readonly policy: PolicyBody;
  /** The calendar's name. */
  readonly calendar: string;
}): ReactNode {
  const { t } = useTranslation('admin');
  const words = usePolicyWords();
  return (
    <Paper p="md">
      <Stack gap="md">
        <Table verticalSpacing="sm" horizontalSpacing={0} variant="vertical" withRowBorders>
          <Table.Tbody>
            {LIMITS.map((name) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" w="40%" bg="transparent">
                  {t(`policies.limit.${name}`)}
                </Table.Th>
                <Table.Td>{words.limit(policy[name])}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Th scope="row" bg="transparent">
                {t('policies.calendar')}
              </Table.Th>
              <Table.Td>{calendar}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
        <div>
          <Title order={2} size="h3" mb="xs">
            {t('policies.alarms')}
          </Title>
          {policy.alarms.length === 0 && <Text size="sm">{t('policies.noAlarms')}</Text>}
          <ul className={classes.list}>
            {policy.alarms.map((alarm) => (
              <li key={`${alarm.kind} ${alarm.milestone} ${alarm.level}`}>
                <b>{t(`policies.alarm.${alarm.kind}`)}</b>: {words.alarm(alarm)}
              </li>
            ))}
          </ul>
          {policy.alarms.length > 0 && (
            <Text size="sm" c="dimmed" mt="xs">
              {t('policies.repeats', { time: words.hours(policy.repeat_working_minutes) })}
            </Text>
          )}
        </div>
      </Stack>
    </Paper>
  );
}
