import { Anchor, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { Problem } from '../../../api/problem.js';
import { useAddressPart } from '../../../shared/address.js';
import { Empty } from '../../../shared/components/Empty.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { StateBadge } from '../../../shared/components/StateBadge.js';
import { keptInTab } from '../../../shared/kept.js';
import { useMe } from '../../me.js';
import { caseQuery } from '../../queries.js';
import { tell } from '../../tell.js';
import { type Failure, useActs } from '../act-queue.js';
import { type ActName, NO_DRAFT, draftName } from '../acts.js';
import { Failures } from '../Failures.js';
import { ToldCaller } from '../file/ToldCaller.js';
import { ActDialog } from '../form/ActDialog.js';
import { LiveSign } from '../LiveSign.js';
import { Presence } from '../Presence.js';
import { useLiveCases } from '../use-live-cases.js';
import { usePresence } from '../use-presence.js';
import { Actions } from './Actions.js';
import { Clocks } from './Clocks.js';
import { History } from './History.js';
import { Notes } from './Notes.js';
import { Reporter } from './Reporter.js';
import { CasePlace, Facts, Said } from './Said.js';
import { Similar } from './Similar.js';
import classes from './case-page.module.css';

/** What one would be led back to. */
function Back(): ReactNode {
  const { t } = useTranslation('cases');
  const [to, label] =
    useMe().role === 'unit_staff'
      ? (['/cases', t('report.backCases')] as const)
      : (['/triage', t('report.backTriage')] as const);
  return (
    <Anchor component={Link} to={to} size="sm">
      {label}
    </Anchor>
  );
}

function Opened({ report }: { readonly report: Schema<'CaseView'> }): ReactNode {
  const { t } = useTranslation('cases');
  const { code } = report;
  const unitStaff = useMe().role === 'unit_staff';
  const [queue, { failures, done }] = useActs(0);
  const [act, setAct] = useState<ActName | null>(null);
  const [again, setAgain] = useState<Failure | null>(null);
  useLiveCases();
  const others = usePresence(code);
  useEffect(() => {
    if (done) tell(t('act.done', { name: t(`act.name.${done.name}`), code: done.code }));
  }, [done, t]);
  const open = (name: ActName): void => {
    setAgain(null);
    setAct(name);
  };
  const withOther = (name: 'merge' | 'link', other: string): void => {
    const field = name === 'merge' ? 'survivor' : 'other';
    const draft = { ...NO_DRAFT, values: { [field]: other } };
    keptInTab.write(draftName(code, name), JSON.stringify(draft));
    open(name);
  };
  return (
    <>
      <PageTitle title={t('report.title', { code })}>
        <Group gap="md">
          <Presence others={others} />
          <StateBadge state={report.state} />
          <LiveSign />
        </Group>
      </PageTitle>
      <ToldCaller code={code} />
      <Failures
        failures={failures}
        queue={queue}
        onOpen={(failure) => {
          setAgain(failure);
          setAct(failure.act.name);
          queue.dismiss(failure);
        }}
      />
      <div className={classes.grid}>
        <div className={classes.column}>
          <Said report={report} />
          {!unitStaff && <Similar report={report} onAct={withOther} />}
          <Notes code={code} />
          <History report={report} />
        </div>
        <div className={classes.column}>
          <Actions report={report} onAct={open} />
          <Clocks report={report} />
          <CasePlace report={report} />
          <Facts report={report} />
          <Reporter code={code} />
        </div>
      </div>
      <ActDialog
        act={act}
        subject={report}
        failure={again?.error ?? null}
        onPerform={(performed) => {
          setAct(null);
          queue.perform(performed);
        }}
        onClose={() => {
          setAct(null);
        }}
      />
    </>
  );
}

/** One case with everything that this person may see of it and do with it. */
export function CasePage(): ReactNode {
  const { t } = useTranslation('cases');
  const code = useAddressPart('code').toUpperCase();
  const { data, error, refetch } = useQuery(caseQuery(code));
  const gone = error instanceof Problem && error.status === 404;
  return (
    <>
      <Group mb="xs" className="kip-no-print">
        <Back />
      </Group>
      {!data && <PageTitle title={gone ? t('report.gone') : t('report.title', { code })} />}
      {gone && !data && <Empty title={t('report.gone')} hint={t('report.goneHint', { code })} />}
      {error && !(gone && !data) && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonList lines={4} height={160} />}
      {data && <Opened key={code} report={data} />}
    </>
  );
}
