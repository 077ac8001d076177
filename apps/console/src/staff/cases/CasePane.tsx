import { Anchor, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { StateBadge } from '../../shared/components/StateBadge.js';
import { type ActName } from './acts.js';
import { Actions } from './page/Actions.js';
import { Clocks } from './page/Clocks.js';
import { CasePlace, Facts, Said } from './page/Said.js';
import { Similar } from './page/Similar.js';
import { Presence } from './Presence.js';
import { usePresence } from './use-presence.js';
import { caseQuery } from '../queries.js';
import classes from './beside.module.css';

/** The case that is looked at, beside its list. */
export function CasePane({
  code,
  onAct,
  onWithOther,
  children,
}: {
  readonly code: string;
  readonly onAct: (act: ActName) => void;
  /** Null: similar cases are not this person's to merge or link, and are not shown. */
  readonly onWithOther: ((act: 'merge' | 'link', other: string) => void) | null;
  /** What this list says of it, above what may be done. */
  readonly children?: ReactNode;
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
      {children}
      <Actions report={report} onAct={onAct} />
      <Said report={report} />
      {onWithOther && <Similar report={report} onAct={onWithOther} />}
      <Clocks report={report} />
      <CasePlace report={report} />
      <Facts report={report} />
    </div>
  );
}
