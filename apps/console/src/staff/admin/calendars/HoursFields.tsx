import { Button, Group, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CalendarBody, type Hours, WEEKDAYS, periodsText, readPeriods } from './year.js';

type Week = Readonly<Record<string, string[][] | undefined>>;

/** Hours of one day of the week, written as `07:30–11:30, 13:30–17:30`; empty: not worked. */
function PeriodsInput({
  label,
  periods,
  error,
  onChange,
}: {
  readonly label: string;
  readonly periods: readonly (readonly string[])[];
  readonly error: string | undefined;
  readonly onChange: (periods: string[][]) => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const [text, setText] = useState<string | null>(null);
  return (
    <TextInput
      label={label}
      placeholder={t('calendars.off')}
      value={text ?? periodsText(periods)}
      error={error}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
      }}
      onBlur={() => {
        if (text !== null) onChange(readPeriods(text));
        setText(null);
      }}
    />
  );
}

function withWeekday(hours: Hours, weekday: string, periods: string[][]): Hours {
  const { [weekday]: _before, ...rest } = hours.week as Record<string, string[][]>;
  return { ...hours, week: periods.length > 0 ? { ...rest, [weekday]: periods } : rest };
}

function HoursCard({
  hours,
  at,
  problem,
  onChange,
  onRemove,
}: {
  readonly hours: Hours;
  readonly at: number;
  readonly problem: (field: string) => string | undefined;
  readonly onChange: (hours: Hours) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const week = hours.week as Week;
  const { season, ...bare } = hours;
  const { until: _until, ...endless } = hours;
  return (
    <Paper p="md" role="group" aria-label={t('calendars.hoursOf', { number: at + 1 })}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 2, md: 4 }}>
          <TextInput
            type="date"
            label={t('calendars.from')}
            value={hours.from}
            error={problem(`hours.${at}.from`)}
            onChange={({ currentTarget }) => {
              onChange({ ...hours, from: currentTarget.value });
            }}
          />
          <TextInput
            type="date"
            label={t('calendars.until')}
            value={hours.until ?? ''}
            error={problem(`hours.${at}.until`)}
            onChange={({ currentTarget: { value } }) => {
              onChange(value === '' ? endless : { ...hours, until: value });
            }}
          />
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              label={t(`calendars.season.${end}`)}
              placeholder={t('calendars.monthDay')}
              value={season?.[end].split('-').reverse().join('/') ?? ''}
              error={problem(`hours.${at}.season.${end}`) ?? problem(`hours.${at}.season`)}
              onChange={({ currentTarget: { value } }) => {
                const monthDay = value.split('/').reverse().join('-');
                const next = { from: '', to: '', ...season, [end]: monthDay };
                onChange(next.from === '' && next.to === '' ? bare : { ...hours, season: next });
              }}
            />
          ))}
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2, md: 4 }}>
          {WEEKDAYS.map((weekday) => (
            <PeriodsInput
              key={weekday}
              label={t(`calendars.weekday.${weekday}`)}
              periods={week[weekday] ?? []}
              error={problem(`hours.${at}.week.${weekday}`)}
              onChange={(periods) => {
                onChange(withWeekday(hours, weekday, periods));
              }}
            />
          ))}
        </SimpleGrid>
        <Group>
          <Button
            variant="default"
            leftSection={<IconTrash size={18} aria-hidden />}
            onClick={onRemove}
          >
            {t('calendars.removeHours')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** The hours of the week, by their dates and seasons. */
export function HoursFields({
  calendar,
  problem,
  onChange,
}: {
  readonly calendar: CalendarBody;
  /** What the last check said of a field. */
  readonly problem: (field: string) => string | undefined;
  readonly onChange: (calendar: CalendarBody) => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const { hours } = calendar;
  const set = (next: Hours[]): void => {
    onChange({ ...calendar, hours: next });
  };
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('calendars.hoursLead')}
      </Text>
      {hours.map((one, at) => (
        <HoursCard
          key={at}
          hours={one}
          at={at}
          problem={problem}
          onChange={(next) => {
            set(hours.map((old, place) => (place === at ? next : old)));
          }}
          onRemove={() => {
            set(hours.filter((_, place) => place !== at));
          }}
        />
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => {
            const last = hours.at(-1);
            set([...hours, { from: last?.from ?? '', week: last?.week ?? {} }]);
          }}
        >
          {t('calendars.addHours')}
        </Button>
      </Group>
    </Stack>
  );
}
