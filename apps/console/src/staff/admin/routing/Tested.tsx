import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { type Names, useNames } from '../../cases/use-names.js';
import { entryAddress } from '../reference/entry.js';
import classes from '../admin.module.css';

type Result = Schema<'RoutingTestView'>;
type Rule = Schema<'TriedRuleView'>;

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
    <div className={classes.row}>
      <div>
        <Group gap="xs">
          <Anchor
            component={Link}
            to={entryAddress('rule', rule.code)}
            size="sm"
            fw={rule.taken ? 650 : 550}
          >
            {rule.reason[language]}
          </Anchor>
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

/** Where the report would go, what is promised of it, and the rules that fit. */
export function Tested({ tested }: { readonly tested: Result }): ReactNode {
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
        <Title order={2} size="h3">
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
      <section aria-labelledby="fitting">
        <Title order={2} size="h3" id="fitting" mb="xs">
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
