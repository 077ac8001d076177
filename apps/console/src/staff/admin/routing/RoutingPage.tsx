import {
  Badge,
  Button,
  Group,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  Title,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { ChoiceField } from '../../cases/form/ChoiceField.js';
import { type Names, inForce, useNames } from '../../cases/use-names.js';
import { referenceQuery } from '../../queries.js';
import { useDraft } from '../draft.js';
import classes from '../admin.module.css';

type Tested = Schema<'RoutingTestView'>;
type Rule = Schema<'TriedRuleView'>;

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

interface Draft {
  readonly text: string;
  readonly category: string;
  readonly area: string;
  readonly priority: '' | (typeof PRIORITIES)[number];
}
const EMPTY: Draft = { text: '', category: '', area: '', priority: '' };

function test({ text, category, area, priority }: Draft): Promise<Tested> {
  const body = {
    ...{ stream: 'field' },
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(category !== '' && { category }),
    ...(area !== '' && { area }),
    ...(priority !== '' && { priority }),
  };
  return bodyOf(api.POST('/v1/desk/routing/test', { body }));
}

/** Where something goes, by its name. */
function whereTo({ unit, network }: Schema<'DestinationView'>, names: Names): string {
  if (unit !== null) return names.unit(unit);
  return network === null ? '–' : names.network(network);
}

function TriedRule({ rule, names }: { readonly rule: Rule; readonly names: Names }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const nameOf = ({ condition, wanted }: Rule['asked'][number]): string => {
    switch (condition) {
      case 'stream':
        return names.stream(wanted);
      case 'category':
        return names.category(wanted);
      case 'area':
        return names.area(wanted);
      case 'network':
        return names.network(wanted);
      case 'priority':
      case 'time':
        return wanted;
    }
  };
  return (
    <div className={`${classes.row} ${classes.rule}`}>
      <div>
        <Group gap="xs">
          <Text size="sm" fw={rule.taken ? 650 : 550}>
            {rule.reason[language]}
          </Text>
          {rule.taken && (
            <Badge variant="light" size="md">
              {t('routing.taken')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {rule.asked.length === 0
            ? t('routing.everything')
            : rule.asked
                .map((one) =>
                  t(one.holds ? 'routing.holds' : 'routing.fails', {
                    what: `${t(`routing.condition.${one.condition}`)}: ${nameOf(one)}`,
                  }),
                )
                .join(' · ')}
        </Text>
      </div>
      <Text size="sm" {...(!rule.matched && { c: 'dimmed' })}>
        {whereTo(rule.to, names)}
      </Text>
    </div>
  );
}

function Result({ tested }: { readonly tested: Tested }): ReactNode {
  const { t } = useTranslation(['admin', 'triage']);
  const language = useLanguage();
  const names = useNames();
  const { outcome, category, area, rules, sensitive_words: words } = tested;
  const [all, setAll] = useState(false);
  const fitting = rules.filter(({ matched }) => matched);
  const others = rules.length - fitting.length;
  const { promise_at_receipt: first, promise_at_assignment: later } = tested;
  const lines = [
    [t('routing.category'), category === null ? t('routing.unknown') : names.category(category)],
    [t('routing.area'), area === null ? t('routing.unknown') : names.area(area)],
    ...(words.length > 0 ? [[t('routing.sensitive'), words.join(', ')]] : []),
    [
      t('routing.promise'),
      first.due_at === null ? first.limit[language] : formatInstant(first.due_at, language),
    ],
    [
      t('routing.later'),
      later.due_at === null ? later.limit[language] : formatInstant(later.due_at, language),
    ],
  ] as const;
  return (
    <Stack gap="md" role="status">
      <Paper p="md">
        <Title order={2}>
          {t(`routing.go.${outcome.go}`, {
            to: outcome.to === null ? '' : whereTo(outcome.to, names),
          })}
        </Title>
        {outcome.reasons.length > 0 && (
          <Text size="sm" mt={4}>
            {outcome.reasons.map((reason) => t(`triage:suggestion.reason.${reason}`)).join(' · ')}
          </Text>
        )}
        <dl className={classes.facts}>
          {lines.map(([name, value]) => (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Paper>
      <section aria-labelledby="rules">
        <Title order={2} id="rules" mb="xs">
          {t('routing.rules')}
        </Title>
        <Paper className={classes.rows ?? ''}>
          {fitting.length === 0 && (
            <Text size="sm" p="md">
              {t('routing.noneFits')}
            </Text>
          )}
          {(all ? rules : fitting).map((rule) => (
            <TriedRule key={rule.code} rule={rule} names={names} />
          ))}
        </Paper>
        {!all && others > 0 && (
          <Button
            variant="subtle"
            mt="xs"
            onClick={() => {
              setAll(true);
            }}
          >
            {t('routing.others', { count: others })}
          </Button>
        )}
      </section>
    </Stack>
  );
}

/** Where a report would go, by which rule, and why the others do not fit. Nothing is filed. */
export function RoutingPage(): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const [draft, write] = useDraft<Draft>('routing', EMPTY);
  const testing = useMutation({ mutationFn: () => test(draft) });
  const choices = (
    items: readonly { code: string; name: { vi: string; en: string } }[] | undefined,
  ): readonly { value: string; label: string }[] =>
    items?.map(({ code, name }) => ({ value: code, label: name[language] })) ?? [];
  const send = (event: FormEvent): void => {
    event.preventDefault();
    testing.mutate();
  };
  return (
    <>
      <PageTitle title={t('places.routing')} />
      <Stack gap="md">
        <Text size="sm" c="dimmed" maw={720}>
          {t('routing.lead')}
        </Text>
        <Paper p="md" component="form" onSubmit={send}>
          <Stack gap="md">
            <Textarea
              label={t('routing.text')}
              value={draft.text}
              maxLength={4_000}
              autosize
              minRows={3}
              onChange={({ currentTarget }) => {
                write({ ...draft, text: currentTarget.value });
              }}
            />
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              <ChoiceField
                label={t('routing.category')}
                choices={choices(inForce(reference?.categories))}
                value={draft.category}
                placeholder={t('routing.byWords')}
                clearable
                onChange={(category) => {
                  write({ ...draft, category });
                }}
              />
              <ChoiceField
                label={t('routing.area')}
                choices={choices(reference?.areas)}
                value={draft.area}
                clearable
                onChange={(area) => {
                  write({ ...draft, area });
                }}
              />
              <NativeSelect
                label={t('routing.priority')}
                value={draft.priority}
                data={[
                  { value: '', label: t('routing.ofCategory') },
                  ...PRIORITIES.map((value) => ({
                    value,
                    label: t(`routing.priorities.${value}`),
                  })),
                ]}
                onChange={({ currentTarget }) => {
                  const chosen = PRIORITIES.find((one) => one === currentTarget.value);
                  write({ ...draft, priority: chosen ?? '' });
                }}
              />
            </SimpleGrid>
            {testing.error && <ProblemNotice error={testing.error} />}
            <Group>
              <Button type="submit" loading={testing.isPending}>
                {t('routing.test')}
              </Button>
            </Group>
          </Stack>
        </Paper>
        {testing.data && <Result tested={testing.data} />}
      </Stack>
    </>
  );
}
