import { Checkbox, NumberInput, Paper, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Limit, LIMIT_KINDS, type LimitName, limitOf, mayLack } from './limit.js';
import { usePolicyWords } from './use-policy-words.js';

type DayLimit = Extract<Limit, { kind: 'working_days' }>;

const CHOICES = {
  non_working_day: ['next_start', 'keep_time'],
  before_hours: ['keep', 'day_start'],
  after_hours: ['keep', 'next_start'],
  due: ['end_of_day', 'same_time'],
} as const;
type Choice = keyof typeof CHOICES;

function DayFields({
  limit,
  problem,
  onChange,
}: {
  readonly limit: DayLimit;
  readonly problem: (field: string) => string | undefined;
  readonly onChange: (limit: DayLimit) => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <>
      <NumberInput
        label={t('policies.days')}
        value={limit.days}
        min={0}
        allowDecimal={false}
        error={problem('days')}
        onChange={(days) => {
          onChange({ ...limit, days: Number(days) });
        }}
      />
      {(Object.keys(CHOICES) as Choice[]).map((choice) => (
        <Select
          key={choice}
          label={t(`policies.choice.${choice}`)}
          data={CHOICES[choice].map((value) => ({ value, label: t(`policies.value.${value}`) }))}
          value={limit[choice]}
          allowDeselect={false}
          error={problem(choice)}
          onChange={(value) => {
            if (value !== null) onChange({ ...limit, [choice]: value });
          }}
        />
      ))}
      <Checkbox
        label={t('policies.receiptCounts')}
        checked={limit.receipt_day_counts}
        style={{ alignSelf: 'center' }}
        onChange={({ currentTarget }) => {
          onChange({ ...limit, receipt_day_counts: currentTarget.checked });
        }}
      />
    </>
  );
}

/** One of a policy's limits: what it is now in words, and its fields. */
export function LimitFields({
  name,
  limit,
  problem,
  onChange,
}: {
  readonly name: LimitName;
  readonly limit: Limit | null;
  readonly problem: (field: string) => string | undefined;
  readonly onChange: (limit: Limit | null) => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const words = usePolicyWords();
  const of = (field: string): string | undefined => problem(`${name}.${field}`);
  const kinds = [...(mayLack(name) ? (['none'] as const) : []), ...LIMIT_KINDS];
  return (
    <Paper p="md" role="group" aria-label={t(`policies.limit.${name}`)}>
      <Stack gap="sm">
        <div>
          <Text fw={600}>{t(`policies.limit.${name}`)}</Text>
          <Text size="sm" c="dimmed">
            {words.limit(limit)}
          </Text>
        </div>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          <Select
            label={t('policies.kind')}
            data={kinds.map((value) => ({ value, label: t(`policies.kinds.${value}`) }))}
            value={limit?.kind ?? 'none'}
            allowDeselect={false}
            error={problem(name)}
            onChange={(value) => {
              const kind = LIMIT_KINDS.find((one) => one === value);
              onChange(kind ? limitOf(kind) : null);
            }}
          />
          {limit?.kind === 'working_days' && (
            <DayFields limit={limit} problem={of} onChange={onChange} />
          )}
          {limit && limit.kind !== 'working_days' && (
            <NumberInput
              label={t('policies.minutes')}
              value={limit.minutes}
              min={1}
              allowDecimal={false}
              error={of('minutes')}
              onChange={(minutes) => {
                onChange({ ...limit, minutes: Number(minutes) });
              }}
            />
          )}
        </SimpleGrid>
      </Stack>
    </Paper>
  );
}
