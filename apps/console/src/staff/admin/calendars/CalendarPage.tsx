import { ActionIcon, Anchor, Group, Paper, Stack, Tabs, Text } from '@mantine/core';
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { useAddressPart, useAsked, wordOf } from '../../../shared/address.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useMay } from '../../me.js';
import { useDraft } from '../draft.js';
import { Loaded } from '../Loaded.js';
import { calendarQuery } from '../queries.js';
import { Review } from '../revisions/Review.js';
import { RevisionWords } from '../revisions/RuleRows.js';
import { type RuleDesk, type ToldChange, useRuleChange } from '../revisions/use-rule-change.js';
import { Corrections } from './Corrections.js';
import { DayPanel } from './DayPanel.js';
import { HoursFields } from './HoursFields.js';
import { YearLegend, YearView } from './YearView.js';
import { type CalendarBody } from './year.js';
import { tell } from '../../tell.js';

/** How calendars are checked, tried and saved. */
function useDesk(code: string): RuleDesk<CalendarBody, ToldChange> {
  const queries = useQueryClient();
  return useMemo(() => {
    const path = { code };
    return {
      queryKey: ['calendars', code],
      check: (body) =>
        bodyOf(api.POST('/v1/desk/calendars/{code}/check', { params: { path }, body })),
      preview: (body, after) => {
        const query = after === null ? {} : { after };
        return bodyOf(
          api.POST('/v1/desk/calendars/{code}/preview', { params: { path, query }, body }),
        );
      },
      save: (body, revision) => {
        const header = { 'If-Match': `"${revision}"` };
        return bodyOf(api.PUT('/v1/desk/calendars/{code}', { params: { path, header }, body }));
      },
      current: async () =>
        (await queries.fetchQuery({ ...calendarQuery(code), staleTime: 0 })).revision,
    };
  }, [code, queries]);
}

function YearSteps({
  year,
  onGo,
}: {
  readonly year: number;
  readonly onGo: (year: number) => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const step = (to: number, icon: ReactNode): ReactNode => (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={t('calendars.year', { year: to })}
      onClick={() => {
        onGo(to);
      }}
    >
      {icon}
    </ActionIcon>
  );
  return (
    <Group gap="sm">
      {step(year - 1, <IconChevronLeft size={20} />)}
      <Text fw={600} size="lg">
        {t('calendars.year', { year })}
      </Text>
      {step(year + 1, <IconChevronRight size={20} />)}
    </Group>
  );
}

function Calendar({ read }: { readonly read: Schema<'CalendarView'> }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const may = useMay('save_calendar');
  const [asked, ask] = useAsked();
  const saved = read.calendar;
  const { code } = saved;
  // The revision that was read goes with the draft: what is saved meanwhile must not be overwritten.
  const [draft, write, forget, isDraft] = useDraft(`calendar-${code}`, {
    revision: read.revision,
    calendar: saved,
  });
  const { calendar } = draft;
  const change = useRuleChange(useDesk(code), calendar, draft.revision, ({ revision }) => {
    forget();
    tell(t('rules.saved', { revision }));
  });
  const today = new Date().toISOString().slice(0, 10);
  const chosen = wordOf(asked, 'day') === '' ? today : wordOf(asked, 'day');
  const year = Number(wordOf(asked, 'year')) || Number(chosen.slice(0, 4));
  const set = (next: CalendarBody): void => {
    write({ revision: draft.revision, calendar: next });
    change.forget();
  };
  const problem = (field: string): string | undefined =>
    change.check.data?.problems.find((one) => one.field === field)?.message[language];
  const review = isDraft && (
    <Review
      change={change}
      says={({ text }) => text[language]}
      onDrop={() => {
        forget();
        change.forget();
      }}
    />
  );
  const tab = wordOf(asked, 'tab') === '' ? 'year' : wordOf(asked, 'tab');
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(next) => {
        ask({ tab: next ?? '' });
      }}
    >
      <Tabs.List mb="md">
        <Tabs.Tab value="year">{t('calendars.tab.year')}</Tabs.Tab>
        <Tabs.Tab value="hours">{t('calendars.tab.hours')}</Tabs.Tab>
        <Tabs.Tab value="corrections">{t('calendars.tab.corrections')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="year">
        <Stack gap="md">
          {review}
          <Group justify="space-between">
            <YearSteps
              year={year}
              onGo={(to) => {
                ask({ year: String(to), day: '' });
              }}
            />
            <YearLegend />
          </Group>
          <Paper p="md" component="section" aria-label={t('calendars.oneDay')}>
            <DayPanel
              key={`${chosen} ${JSON.stringify(calendar.holidays.length)}`}
              calendar={calendar}
              date={chosen}
              onChange={may ? set : null}
            />
          </Paper>
          <YearView
            calendar={calendar}
            saved={saved}
            year={year}
            chosen={chosen}
            onChoose={(day) => {
              ask({ day, year: '' });
            }}
          />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="hours">
        <Stack gap="md">
          {review}
          <HoursFields calendar={calendar} problem={problem} onChange={set} />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="corrections">
        <Corrections code={code} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** One calendar, drawn as what it is: a year of months; and its changes. */
export function CalendarPage(): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const code = useAddressPart('code');
  const query = useQuery(calendarQuery(code));
  const current = query.data?.revisions.find((one) => one.current);
  return (
    <>
      <Anchor component={Link} to="/admin/calendars" size="sm" mb="xs" display="inline-flex">
        <IconArrowLeft size={18} aria-hidden />
        &nbsp;{t('places.calendars')}
      </Anchor>
      <PageTitle title={query.data?.calendar.name[language] ?? code}>
        {current && (
          <Text size="sm" c="dimmed">
            <RevisionWords of={current} />
          </Text>
        )}
      </PageTitle>
      <Loaded query={query} lines={4} height={180}>
        {(read) => <Calendar key={code} read={read} />}
      </Loaded>
    </>
  );
}
