import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { StateBadge } from '../../shared/components/StateBadge.js';
import { useLanguage } from '../../shared/use-language.js';
import { type ActName } from '../cases/acts.js';
import { Actions } from '../cases/page/Actions.js';
import { Clocks } from '../cases/page/Clocks.js';
import { CasePlace, Facts, Said } from '../cases/page/Said.js';
import { Similar } from '../cases/page/Similar.js';
import { Presence } from '../cases/Presence.js';
import { suggestionQuery } from '../cases/queries.js';
import { useNames } from '../cases/use-names.js';
import { usePresence } from '../cases/use-presence.js';
import { useMay } from '../me.js';
import { caseQuery } from '../queries.js';
import classes from './triage.module.css';

/** Where the case would go, and why; or why nothing sends it by itself. */
function Suggestion({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation(['triage', 'cases']);
  const language = useLanguage();
  const names = useNames();
  const may = useMay('read_rules');
  const { data } = useQuery({ ...suggestionQuery(code), enabled: may });
  if (!data) return null;
  const { best, rule, reasons } = data;
  const where = best?.unit ?? best?.network ?? null;
  return (
    <section className={classes.suggestion} aria-label={t('suggestion.title')}>
      <Text size="sm" fw={600}>
        {best !== null && where !== null
          ? t('cases:field.suggested', {
              name: best.unit === null ? names.network(where) : names.unit(where),
            })
          : t('suggestion.none')}
      </Text>
      <Text size="sm" c="dimmed">
        {[
          ...(best === null
            ? []
            : [t(`cases:field.by.${best.by}`, { rule: rule?.reason[language] ?? '' })]),
          ...reasons.map((reason) => t(`suggestion.reason.${reason}`)),
        ].join(' · ')}
      </Text>
    </section>
  );
}

/** The case that is looked at, beside its list. */
export function CasePane({
  code,
  onAct,
  onWithOther,
}: {
  readonly code: string;
  readonly onAct: (act: ActName) => void;
  readonly onWithOther: (act: 'merge' | 'link', other: string) => void;
}): ReactNode {
  const { t } = useTranslation('cases');
  const { data: report, error, refetch } = useQuery(caseQuery(code));
  const others = usePresence(code);
  if (!report) {
    if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
    return <SkeletonList lines={3} height={140} />;
  }
  return (
    <div className={classes.pane}>
      <Group justify="space-between" gap="sm">
        <Anchor component={Link} to={`/reports/${code}`} fw={650} size="lg">
          {t('report.title', { code })}
        </Anchor>
        <Group gap="sm">
          <Presence others={others} />
          <StateBadge state={report.state} />
        </Group>
      </Group>
      <Suggestion code={code} />
      <Actions report={report} onAct={onAct} />
      <Said report={report} />
      <Similar report={report} onAct={onWithOther} />
      <Clocks report={report} />
      <CasePlace report={report} />
      <Facts report={report} />
    </div>
  );
}

/** Nothing is looked at. */
export function NoCase(): ReactNode {
  const { t } = useTranslation('triage');
  return <Empty title={t('none')} hint={t('noneHint')} />;
}
