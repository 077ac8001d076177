import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { useAsked, wordOf } from '../../../shared/address.js';
import { Empty } from '../../../shared/components/Empty.js';
import { useLanguage } from '../../../shared/use-language.js';
import { fold } from '../../cases/fold.js';
import { Loaded } from '../Loaded.js';
import { catalogueQuery } from '../queries.js';
import { entriesOf, entryAddress } from '../reference/entry.js';
import { Until } from '../reference/Tree.js';
import { useEntryWords } from '../reference/use-entry-words.js';
import classes from '../admin.module.css';

/** So many are shown at once: there is a rule for each ward. */
const STEP = 25;

function Rules({ list }: { readonly list: Schema<'CatalogueList'> }): ReactNode {
  const { t } = useTranslation(['reference', 'shared']);
  const [shown, setShown] = useState(STEP);
  const language = useLanguage();
  const words = useEntryWords();
  const [asked, ask] = useAsked();
  const q = wordOf(asked, 'q');
  const rules = entriesOf(list, 'rule')
    .map((rule) => {
      const asks = words.conditions(rule);
      return {
        ...rule,
        to: words.destination(rule.to),
        asks: asks.length === 0 ? t('rule.every') : asks.join(' · '),
      };
    })
    .filter(({ code, reason, asks, to }) =>
      fold([code, reason[language], asks, to].join(' ')).includes(fold(q.trim())),
    )
    .sort((one, other) => one.rank - other.rank || one.code.localeCompare(other.code));
  return (
    <Stack gap="sm">
      <TextInput
        type="search"
        label={t('rule.search')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={q}
        onChange={({ currentTarget }) => {
          ask({ q: currentTarget.value });
        }}
      />
      <Paper className={classes.rows ?? ''}>
        {rules.length === 0 && <Empty title={t('rule.none')} hint={t('rule.noneHint')} />}
        {rules.slice(0, shown).map(({ code, reason, asks, to, rank, until }) => (
          <Link key={code} to={entryAddress('rule', code)} className={classes.row}>
            <Text size="sm" fw={600}>
              {reason[language]}
            </Text>
            <Text size="sm">{to}</Text>
            <Text size="sm" c="dimmed">
              {asks} · {t('rule.rank', { rank })}
            </Text>
            <Until until={until} />
          </Link>
        ))}
      </Paper>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {t('rule.shown', { count: rules.length })}
        </Text>
        {rules.length > shown && (
          <Button
            variant="default"
            onClick={() => {
              setShown(shown + STEP);
            }}
          >
            {t('shared:act.more')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** The routing rules by their order; each leads to its entry. */
export function RuleList(): ReactNode {
  const { t } = useTranslation('reference');
  return (
    <section aria-labelledby="rules">
      <Title order={2} size="h3" id="rules" mb="xs">
        {t('rule.list')}
      </Title>
      <Loaded query={useQuery(catalogueQuery('rule'))} lines={8} height={84}>
        {(list) => <Rules list={list} />}
      </Loaded>
    </section>
  );
}
