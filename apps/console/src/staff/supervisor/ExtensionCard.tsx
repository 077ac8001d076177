import { Anchor, Button, Group, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { formatInstant } from '../../shared/format.js';
import { keptInTab } from '../../shared/kept.js';
import { useLanguage } from '../../shared/use-language.js';
import { caseQuery, referenceQuery } from '../queries.js';
import classes from './supervisor.module.css';

type Item = Schema<'InboxItem'>;

/** What somebody decides about an extension, of the case as they saw it. */
export interface Decision {
  readonly item: Item;
  readonly version: number;
  readonly grant: boolean;
  readonly reason: string;
}

/** Where the words of a decision are kept until it is made. */
export function draftOf(code: string): string {
  return `kip-extension-${code}`;
}

/** One extension that waits: what was asked and why, what the deadline is now, and the two answers. */
export function ExtensionCard({
  item,
  refusal,
  onDecide,
  onWhy,
}: {
  readonly item: Item;
  /** Why the last decision about it was not taken. */
  readonly refusal: unknown;
  readonly onDecide: (decision: Decision) => void;
  readonly onWhy: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const { code } = item;
  const { data, error, refetch } = useQuery(caseQuery(code));
  const { data: reference } = useQuery(referenceQuery);
  const [reason, setReason] = useState(keptInTab.read(draftOf(code)) ?? '');
  const [missing, setMissing] = useState(false);
  const asked = data?.extensions.find(({ outcome }) => outcome === 'open');
  const unit = reference?.units.find((one) => one.code === item.unit)?.name[language];
  const decide = (grant: boolean): void => {
    if (!grant && reason.trim() === '') {
      setMissing(true);
      return;
    }
    onDecide({ item, version: data?.version ?? item.version, grant, reason: reason.trim() });
  };
  return (
    <section className={classes.card} aria-label={code}>
      <Group justify="space-between">
        <Anchor component={Link} to={`/reports/${code}`} className={classes.code}>
          {code}
        </Anchor>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t('why.of', { code })}
          onClick={() => {
            onWhy(code);
          }}
        >
          {t('why.ask')}
        </Button>
      </Group>
      <Text size="sm">{item.text}</Text>
      <Text size="sm" c="dimmed">
        {unit ?? item.unit}
      </Text>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {asked && (
        <dl className={classes.facts}>
          <dt>{t('extension.now')}</dt>
          <dd>{data?.due_at ? formatInstant(data.due_at, language) : t('extension.noDue')}</dd>
          <dt>{t('extension.asked')}</dt>
          <dd>
            <strong>{formatInstant(asked.asked_due_at, language)}</strong>
          </dd>
          <dt>{t('extension.because')}</dt>
          <dd>{asked.reason}</dd>
        </dl>
      )}
      {refusal !== null && refusal !== undefined && <ProblemNotice error={refusal} />}
      <Textarea
        label={t('extension.reason')}
        description={t('extension.reasonHint')}
        autosize
        minRows={2}
        value={reason}
        {...(missing && { error: t('extension.reasonNeeded') })}
        onChange={({ currentTarget }) => {
          setReason(currentTarget.value);
          setMissing(false);
          keptInTab.write(draftOf(code), currentTarget.value);
        }}
      />
      <Group gap="xs">
        <Button
          disabled={!data}
          onClick={() => {
            decide(true);
          }}
        >
          {t('extension.grant')}
        </Button>
        <Button
          variant="default"
          disabled={!data}
          onClick={() => {
            decide(false);
          }}
        >
          {t('extension.deny')}
        </Button>
      </Group>
    </section>
  );
}
