import { Button, Checkbox, Group, Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CalendarBody,
  type DrawnDay,
  drawnDay,
  periodsText,
  readPeriods,
  withDay,
} from './year.js';
import { useDayWords } from './YearView.js';

type Kind = 'week' | 'holiday' | 'instead';
const KINDS: readonly Kind[] = ['week', 'holiday', 'instead'];

interface Day {
  readonly kind: Kind;
  readonly vi: string;
  readonly en: string;
  readonly provisional: boolean;
  readonly hours: string;
}

function dayOf(calendar: CalendarBody, { date, kind, name, provisional }: DrawnDay): Day {
  const instead = calendar.worked_days.find((one) => one.date === date);
  return {
    kind: kind === 'holiday' || kind === 'instead' ? kind : 'week',
    ...{ vi: name?.vi ?? '', en: name?.en ?? '', provisional },
    hours: periodsText(instead?.periods ?? []),
  };
}

/** What one day is, and, for whoever may, making another of it. */
export function DayPanel({
  calendar,
  date,
  onChange,
}: {
  readonly calendar: CalendarBody;
  readonly date: string;
  /** Null: it may only be looked at. */
  readonly onChange: ((calendar: CalendarBody) => void) | null;
}): ReactNode {
  const { t } = useTranslation('admin');
  const wordsOf = useDayWords();
  const drawn = drawnDay(calendar, date);
  const [day, setDay] = useState(() => dayOf(calendar, drawn));
  const set = (change: Partial<Day>): void => {
    setDay({ ...day, ...change });
  };
  const put = (change: (calendar: CalendarBody) => void): void => {
    const name = { vi: day.vi.trim(), en: day.en.trim() === '' ? day.vi.trim() : day.en.trim() };
    const common = { name, ...(day.provisional && { provisional: true }) };
    if (day.kind === 'week') change(withDay(calendar, date, null));
    else if (day.kind === 'holiday')
      change(withDay(calendar, date, { kind: 'holiday', ...common }));
    else {
      const periods = readPeriods(day.hours);
      const own = periods.length > 0 ? { periods } : {};
      change(withDay(calendar, date, { kind: 'instead', ...common, ...own }));
    }
  };
  return (
    <Stack gap="md">
      <Text fw={600} role="status">
        {wordsOf(drawn)}
      </Text>
      {onChange && (
        <>
          <Radio.Group
            label={t('calendars.dayIs')}
            value={day.kind}
            onChange={(value) => {
              set({ kind: KINDS.find((one) => one === value) ?? 'week' });
            }}
          >
            <Group gap="md" mt="xs">
              {KINDS.map((kind) => (
                <Radio key={kind} value={kind} label={t(`calendars.make.${kind}`)} />
              ))}
            </Group>
          </Radio.Group>
          {day.kind !== 'week' && (
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput
                label={t('calendars.nameVi')}
                value={day.vi}
                onChange={({ currentTarget }) => {
                  set({ vi: currentTarget.value });
                }}
              />
              <TextInput
                label={t('calendars.nameEn')}
                value={day.en}
                onChange={({ currentTarget }) => {
                  set({ en: currentTarget.value });
                }}
              />
              {day.kind === 'instead' && (
                <TextInput
                  label={t('calendars.hoursOfDay')}
                  description={t('calendars.hoursOfDayHint')}
                  placeholder="07:30–11:30, 13:30–17:30"
                  value={day.hours}
                  onChange={({ currentTarget }) => {
                    set({ hours: currentTarget.value });
                  }}
                />
              )}
            </SimpleGrid>
          )}
          {day.kind !== 'week' && (
            <Checkbox
              label={t('calendars.isProvisional')}
              checked={day.provisional}
              onChange={({ currentTarget }) => {
                set({ provisional: currentTarget.checked });
              }}
            />
          )}
          <Group>
            <Button
              variant="light"
              disabled={day.kind !== 'week' && day.vi.trim() === ''}
              onClick={() => {
                put(onChange);
              }}
            >
              {t('calendars.putDay')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
