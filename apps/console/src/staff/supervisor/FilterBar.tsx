import {
  Button,
  Collapse,
  Group,
  NativeSelect,
  Select,
  SegmentedControl,
  Stack,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { type Asked } from '../../shared/address.js';
import { type Language } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { referenceQuery } from '../queries.js';
import { OwnDays } from './OwnDays.js';
import { type Period, type PeriodKind, changedKind, namedPeriod } from './period.js';
import { yearsQuery } from './queries.js';
import { type Question, SCOPES, type Scope } from './question.js';

type Reference = Schema<'ReferenceView'>;
interface Choice {
  readonly value: string;
  readonly label: string;
}

const TABLES = {
  stream: 'streams',
  network: 'networks',
  unit: 'units',
  category: 'categories',
  area: 'areas',
} as const satisfies Readonly<Record<Scope, keyof Reference>>;

function choicesOf(reference: Reference, scope: Scope, language: Language): readonly Choice[] {
  return reference[TABLES[scope]]
    .map(({ code, name }) => ({ value: code, label: name[language] }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
}

function daysAsked(period: Period): Asked {
  return period.kind === 'own'
    ? { period: '', from: period.from, to: period.to }
    : { period: period.name, from: '', to: '' };
}

function PeriodPart({
  period,
  onPeriod,
}: {
  readonly period: Period;
  readonly onPeriod: (period: Period) => void;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const { data: years = [] } = useQuery(yearsQuery);
  const year = period.from.slice(0, 4);
  const all = [...new Set([...years, year, String(new Date().getFullYear())])].sort().reverse();
  const choose = (name: string): void => {
    const chosen = namedPeriod(name);
    if (chosen) onPeriod(chosen);
  };
  if (period.kind === 'own') return <OwnDays days={period} onDays={onPeriod} />;
  const rest = period.name.slice(4);
  const parts =
    period.kind === 'quarter'
      ? ['-Q1', '-Q2', '-Q3', '-Q4'].map((value, at) => ({
          value,
          label: t('period.quarterOf', { quarter: at + 1 }),
        }))
      : Array.from({ length: 12 }, (_, at) => ({
          value: `-${String(at + 1).padStart(2, '0')}`,
          label: t('period.monthOf', { month: at + 1 }),
        }));
  return (
    <>
      {period.kind !== 'year' && (
        <NativeSelect
          aria-label={t(`period.${period.kind}`)}
          data={parts}
          value={rest}
          onChange={({ currentTarget }) => {
            choose(`${year}${currentTarget.value}`);
          }}
        />
      )}
      <NativeSelect
        aria-label={t('period.year')}
        data={all.map((value) => ({ value, label: t('period.yearOf', { year: value }) }))}
        value={year}
        onChange={({ currentTarget }) => {
          choose(`${currentTarget.value}${rest}`);
        }}
      />
    </>
  );
}

const KINDS: readonly PeriodKind[] = ['year', 'quarter', 'month', 'own'];

/** The period and the scope of the figures; both stand in the address. */
export function FilterBar({
  question,
  change,
  children,
}: {
  readonly question: Question;
  readonly change: (more: Asked) => void;
  readonly children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const [opened, { toggle }] = useDisclosure(false);
  const { period, narrowed } = question;
  const set = SCOPES.filter((scope) => narrowed[scope] !== '');
  const nameOf = (scope: Scope): string =>
    reference?.[TABLES[scope]].find(({ code }) => code === narrowed[scope])?.name[language] ??
    narrowed[scope];
  const move = (to: Period): void => {
    change(daysAsked(to));
  };
  return (
    <Stack gap="xs" mb="md" className="kip-no-print" role="search" aria-label={t('filter.label')}>
      <Group gap="xs">
        <SegmentedControl
          size="sm"
          value={period.kind}
          onChange={(kind) => {
            move(changedKind(period, kind));
          }}
          data={KINDS.map((value) => ({ value, label: t(`period.${value}`) }))}
          aria-label={t('period.label')}
        />
        <PeriodPart period={period} onPeriod={move} />
        {children}
        <Button
          variant={set.length > 0 ? 'light' : 'default'}
          leftSection={<IconFilter size={18} aria-hidden />}
          aria-expanded={opened}
          onClick={toggle}
        >
          {t('filter.open')}
        </Button>
        {set.map((scope) => (
          <Button
            key={scope}
            variant="light"
            rightSection={<IconX size={16} aria-hidden />}
            aria-label={t('filter.remove', { name: nameOf(scope) })}
            onClick={() => {
              change({ [scope]: '' });
            }}
          >
            {nameOf(scope)}
          </Button>
        ))}
      </Group>
      <Collapse expanded={opened}>
        <Group gap="sm" align="end">
          {SCOPES.map((scope) => (
            <Select
              key={scope}
              label={t(`filter.${scope}`)}
              placeholder={t('filter.all')}
              data={reference ? [...choicesOf(reference, scope, language)] : []}
              value={narrowed[scope] === '' ? null : narrowed[scope]}
              onChange={(value) => {
                change({ [scope]: value ?? '' });
              }}
              searchable
              clearable
              nothingFoundMessage={t('filter.none')}
              w={{ base: '100%', sm: 220 }}
            />
          ))}
        </Group>
      </Collapse>
    </Stack>
  );
}
