import { Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { formatInstant } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { caseQuery, clockQuery, referenceQuery } from '../queries.js';
import classes from './supervisor.module.css';

type Clock = Schema<'ClockExplained'>;

function ClockWords({ clock }: { readonly clock: Clock }): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const unit = reference?.units.find(({ code }) => code === clock.unit)?.name[language];
  return (
    <section className={classes.card}>
      <h3 className={classes.heading}>
        {clock.subject === 'promise'
          ? t('why.promise', { number: clock.number })
          : t('why.leg', { number: clock.number, unit: unit ?? clock.unit ?? '' })}
      </h3>
      <Group gap="xs">
        <span className={classes.standing} data-late={/overdue|late/.test(clock.standing)}>
          {t(`standing.${clock.standing}`)}
        </span>
        {clock.due_at !== null && (
          <Text size="sm">
            {t('why.due', { due: formatInstant(clock.due_at, language, clock.zone) })}
          </Text>
        )}
      </Group>
      <ul className={classes.words}>
        {clock.words.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        {t('why.rules', { policy: clock.policy_revision, calendar: clock.calendar_revision })}
      </Text>
    </section>
  );
}

function Alarms({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const { data } = useQuery(caseQuery(code));
  if (!data || data.alarms.length === 0) return null;
  return (
    <section>
      <h3 className={classes.heading}>{t('why.alarms')}</h3>
      <ul className={classes.words}>
        {data.alarms.map((alarm) => (
          <li key={`${alarm.kind} ${alarm.milestone} ${alarm.level} ${alarm.occurred_at}`}>
            {formatInstant(alarm.occurred_at, language)}: {t(`alarm.${alarm.kind}`)}
            {alarm.kind === 'escalation' && ` ${t('alarm.level', { level: alarm.level })}`} ·{' '}
            {t(`milestone.${alarm.milestone}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Explained({ code }: { readonly code: string }): ReactNode {
  const { data, error, refetch } = useQuery(clockQuery(code));
  if (!data) {
    if (!error) return <SkeletonList lines={3} height={140} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  return (
    <Stack gap="sm">
      {data.clocks.map((clock) => (
        <ClockWords key={`${clock.subject} ${clock.number}`} clock={clock} />
      ))}
      <Alarms code={code} />
    </Stack>
  );
}

interface Asked {
  /** Empty: nothing is asked. */
  readonly code: string;
  readonly onClose: () => void;
}

function WhyWindow({ code, onClose }: Asked): ReactNode {
  const { t } = useTranslation(['supervisor', 'shared']);
  return (
    <Modal
      opened={code !== ''}
      onClose={onClose}
      size="lg"
      title={t('why.title', { code })}
      closeButtonProps={{ 'aria-label': t('shared:act.close') }}
    >
      {code !== '' && <Explained code={code} />}
    </Modal>
  );
}

/** Why a report's deadlines are what they are: what was counted, what was not, and what was told. */
export function Why(asked: Asked): ReactNode {
  // A page of another area does not vanish while the words of this one come.
  return (
    <Suspense fallback={null}>
      <WhyWindow {...asked} />
    </Suspense>
  );
}
