import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Text,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Alarm } from './limit.js';
import { usePolicyWords } from './use-policy-words.js';

const KINDS = ['warning', 'escalation'] as const;
const MILESTONES = ['triage', 'resolve'] as const;
const RECEIVERS = ['unit_staff', 'unit_lead', 'operator', 'supervisor', 'admin'] as const;

function AlarmRow({
  alarm,
  at,
  problem,
  onChange,
  onRemove,
}: {
  readonly alarm: Alarm;
  readonly at: number;
  readonly problem: (field: string) => string | undefined;
  readonly onChange: (alarm: Alarm) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const words = usePolicyWords();
  const of = (field: string): string | undefined => problem(`alarms.${at}.${field}`);
  const name = t('policies.alarmName', {
    kind: t(`policies.alarm.${alarm.kind}`),
    level: alarm.level,
  });
  return (
    <Paper p="md" role="group" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="start">
          <div>
            <Text size="sm" fw={600}>
              {name}
            </Text>
            <Text size="sm" c="dimmed">
              {words.alarm(alarm)}
            </Text>
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            size="lg"
            aria-label={t('policies.removeAlarm', { name })}
            onClick={onRemove}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
        <SimpleGrid cols={{ base: 2, lg: 4 }}>
          <Select
            label={t('policies.alarmKind')}
            data={KINDS.map((value) => ({ value, label: t(`policies.alarm.${value}`) }))}
            value={alarm.kind}
            allowDeselect={false}
            error={of('kind') ?? of('level') ?? problem(`alarms.${at}`)}
            onChange={(value) => {
              const kind = KINDS.find((one) => one === value);
              if (kind) onChange({ ...alarm, kind });
            }}
          />
          <Select
            label={t('policies.alarmOf')}
            data={MILESTONES.map((value) => ({ value, label: t(`policies.milestone.${value}`) }))}
            value={alarm.milestone}
            allowDeselect={false}
            error={of('milestone')}
            onChange={(value) => {
              const milestone = MILESTONES.find((one) => one === value);
              if (milestone) onChange({ ...alarm, milestone });
            }}
          />
          <NumberInput
            label={t('policies.offset')}
            value={alarm.offset_working_minutes}
            allowDecimal={false}
            error={of('offset_working_minutes')}
            onChange={(minutes) => {
              onChange({ ...alarm, offset_working_minutes: Number(minutes) });
            }}
          />
          <Select
            label={t('policies.tell')}
            data={RECEIVERS.map((value) => ({ value, label: t(`policies.to.${value}`) }))}
            value={alarm.to}
            allowDeselect={false}
            error={of('to')}
            onChange={(value) => {
              const to = RECEIVERS.find((one) => one === value);
              if (to) onChange({ ...alarm, to });
            }}
          />
        </SimpleGrid>
      </Stack>
    </Paper>
  );
}

/** Warnings before a limit, and who is told after it. */
export function AlarmFields({
  alarms,
  problem,
  onChange,
}: {
  readonly alarms: readonly Alarm[];
  readonly problem: (field: string) => string | undefined;
  readonly onChange: (alarms: Alarm[]) => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const add = (): void => {
    const same = alarms.filter((one) => one.kind === 'escalation' && one.milestone === 'resolve');
    const level = Math.max(0, ...same.map((one) => one.level)) + 1;
    const offset_working_minutes = Math.max(
      0,
      ...same.map((one) => one.offset_working_minutes + 480),
    );
    const common = { kind: 'escalation', milestone: 'resolve', to: 'supervisor' } as const;
    onChange([...alarms, { ...common, level, offset_working_minutes }]);
  };
  return (
    <Stack gap="sm">
      {alarms.map((alarm, at) => (
        <AlarmRow
          key={at}
          alarm={alarm}
          at={at}
          problem={problem}
          onChange={(next) => {
            onChange(alarms.map((old, place) => (place === at ? next : old)));
          }}
          onRemove={() => {
            onChange(alarms.filter((_, place) => place !== at));
          }}
        />
      ))}
      <Group>
        <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
          {t('policies.addAlarm')}
        </Button>
      </Group>
    </Stack>
  );
}
