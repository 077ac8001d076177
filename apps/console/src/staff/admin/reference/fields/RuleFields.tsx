import {
  Group,
  NativeSelect,
  NumberInput,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../../cases/form/ChoiceField.js';
import { type Editing, setter } from '../editing.js';
import { type Entries } from '../entry.js';
import { type Choices } from '../use-choices.js';
import { usePriorities } from '../use-priorities.js';
import { BilingualFields, ReferenceField, UntilField } from './common.js';

type Rule = Entries['rule'];
type Time = NonNullable<Rule['time']>;
const TIMES = ['any', 'between', 'outside'] as const;
type TimeKind = (typeof TIMES)[number];

function timeKind(time: Time | undefined): TimeKind {
  if (time === undefined) return 'any';
  return time.outside_hours_of === undefined ? 'between' : 'outside';
}

function timeOf(kind: TimeKind): Time | null {
  switch (kind) {
    case 'any':
      return null;
    case 'between':
      return { from: '22:00', to: '05:00' };
    case 'outside':
      // The hours are those of the report's stream, whatever stands here.
      return { outside_hours_of: 'stream' };
  }
}

function TimeFields({ editing }: { readonly editing: Editing<Rule> }): ReactNode {
  const { t } = useTranslation('reference');
  const { entry, problem } = editing;
  const set = setter(editing);
  const kind = timeKind(entry.time);
  return (
    <Group gap="sm" align="end">
      <NativeSelect
        label={t('field.time')}
        data={TIMES.map((value) => ({ value, label: t(`time.${value}`) }))}
        value={kind}
        error={problem('time')}
        onChange={({ currentTarget }) => {
          const chosen = TIMES.find((one) => one === currentTarget.value);
          if (chosen) set('time', timeOf(chosen));
        }}
      />
      {kind === 'between' &&
        (['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="time"
            label={t(`time.${end}`)}
            value={entry.time?.[end] ?? ''}
            error={problem(`time.${end}`)}
            onChange={({ currentTarget }) => {
              set('time', { ...entry.time, [end]: currentTarget.value });
            }}
          />
        ))}
    </Group>
  );
}

function Destination({
  editing,
  choices,
}: {
  readonly editing: Editing<Rule>;
  readonly choices: Choices;
}): ReactNode {
  const { t } = useTranslation('reference');
  const { entry, problem } = editing;
  const set = setter(editing);
  const kind = entry.to.network === undefined ? 'unit' : 'network';
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NativeSelect
        label={t('field.to')}
        data={(['unit', 'network'] as const).map((value) => ({ value, label: t(`to.${value}`) }))}
        value={kind}
        error={problem('to')}
        onChange={({ currentTarget }) => {
          set('to', currentTarget.value === 'network' ? { network: '' } : {});
        }}
      />
      <ChoiceField
        label={t(`to.name.${kind}`)}
        choices={choices[kind]}
        value={entry.to[kind] ?? ''}
        error={problem(`to.${kind}`) ?? null}
        onChange={(code) => {
          set('to', { [kind]: code });
        }}
      />
    </SimpleGrid>
  );
}

const CONDITIONS = ['stream', 'area', 'network'] as const;

/** What a report has to be like, where it then goes, and what is told of it. */
export function RuleFields({
  editing,
  choices,
}: {
  readonly editing: Editing<Rule>;
  readonly choices: Choices;
}): ReactNode {
  const { t } = useTranslation('reference');
  const priorities = usePriorities();
  const { entry, problem } = editing;
  const set = setter(editing);
  return (
    <Stack gap="md">
      <Paper p="md" role="group" aria-label={t('rule.asks')}>
        <Stack gap="md">
          <div>
            <Text fw={600}>{t('rule.asks')}</Text>
            <Text size="sm" c="dimmed">
              {t('rule.asksLead')}
            </Text>
          </div>
          <ReferenceField
            name="category"
            value={entry.category}
            choices={choices.categories(entry.stream)}
            problem={problem}
            none={t('none.any')}
            onChange={(category) => {
              set('category', category);
            }}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {CONDITIONS.map((name) => (
              <ReferenceField
                key={name}
                name={name}
                value={entry[name]}
                choices={choices[name]}
                problem={problem}
                none={t('none.any')}
                onChange={(code) => {
                  set(name, code);
                }}
              />
            ))}
            <ReferenceField
              name="priority"
              value={entry.priority}
              choices={priorities}
              problem={problem}
              none={t('none.any')}
              onChange={(code) => {
                set('priority', priorities.find(({ value }) => value === code)?.value ?? null);
              }}
            />
          </SimpleGrid>
          <TimeFields editing={editing} />
        </Stack>
      </Paper>
      <Paper p="md" role="group" aria-label={t('rule.goes')}>
        <Stack gap="md">
          <Text fw={600}>{t('rule.goes')}</Text>
          <Destination editing={editing} choices={choices} />
          <BilingualFields
            name="reason"
            value={entry.reason}
            problem={problem}
            onChange={(reason) => {
              set('reason', reason);
            }}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NumberInput
              label={t('field.rank')}
              description={t('hint.rank')}
              value={entry.rank}
              allowDecimal={false}
              error={problem('rank')}
              onChange={(rank) => {
                set('rank', Number(rank));
              }}
            />
            <UntilField
              value={entry.until}
              problem={problem}
              onChange={(until) => {
                set('until', until);
              }}
            />
          </SimpleGrid>
        </Stack>
      </Paper>
    </Stack>
  );
}
