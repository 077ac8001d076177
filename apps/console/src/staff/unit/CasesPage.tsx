import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, wordOf } from '../../shared/address.js';
import { Empty } from '../../shared/components/Empty.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { type Failure, useActs } from '../cases/act-queue.js';
import { type ActName } from '../cases/acts.js';
import { Failures } from '../cases/Failures.js';
import { ActDialog } from '../cases/form/ActDialog.js';
import { ListTabs, type ListTab } from '../cases/ListTabs.js';
import { LiveSign } from '../cases/LiveSign.js';
import { type InboxName, runningQuery } from '../cases/queries.js';
import { useLiveCases } from '../cases/use-live-cases.js';
import { useNames } from '../cases/use-names.js';
import { type WorkList, type WorkRow, useWorkList } from '../cases/use-work-list.js';
import classes from '../cases/work-list.module.css';
import { useMe } from '../me.js';
import { type ListAsked } from '../queries.js';
import { tell } from '../tell.js';
import { byTimeLeft, workingClock } from './by-time-left.js';
import { CaseCard } from './CaseCard.js';

const OWN: ListAsked = {
  state: ['assigned', 'in_progress', 'waiting'],
  sort: 'due_at',
  direction: 'asc',
};
const INBOXES = ['offers', 'mine', 'untaken', 'responses', 'commitments', 'overdue'] as const;
/** So many clocks are asked for at once. */
const CLOCKS = 50;

function useTabs(): readonly ListTab[] {
  const { t } = useTranslation('cases');
  return [
    { name: null, label: t('unit.own') },
    ...INBOXES.map((name) => ({ name, label: t(`unit.${name}`) })),
  ];
}

function Cards({
  list,
  offers,
  onAct,
}: {
  readonly list: WorkList;
  readonly offers: boolean;
  readonly onAct: (row: WorkRow, act: ActName) => void;
}): ReactNode {
  const { t } = useTranslation(['cases', 'shared']);
  const names = useNames();
  const { rows } = list;
  const codes = useMemo(() => rows.slice(0, CLOCKS).map(({ code }) => code), [rows]);
  const { data: running } = useQuery(runningQuery(codes));
  const clocks = useMemo(
    () => new Map(running?.items.map(({ code, clocks: own }) => [code, own])),
    [running],
  );
  const ordered = useMemo(() => byTimeLeft(rows, clocks), [rows, clocks]);
  if (list.coming) return <SkeletonList lines={4} height={150} />;
  if (rows.length === 0) {
    if (list.error !== null) return <ProblemNotice error={list.error} onRetry={list.again} />;
    return (
      <Paper>
        <Empty
          title={t(offers ? 'unit.noOffers' : 'unit.noOwn')}
          hint={t(offers ? 'unit.noOffersHint' : 'unit.noOwnHint')}
        />
      </Paper>
    );
  }
  return (
    <Stack gap="sm">
      {list.error !== null && <ProblemNotice error={list.error} onRetry={list.again} />}
      <ul className={classes.cards} aria-label={t('unit.order')}>
        {ordered.map((row) => (
          <CaseCard
            key={row.code}
            {...{ row, names, onAct }}
            running={
              running
                ? {
                    clock: workingClock(clocks.get(row.code)),
                    asOf: running.as_of,
                    cameAt: running.came_at,
                  }
                : null
            }
          />
        ))}
      </ul>
      {list.more && (
        <div>
          <Button variant="default" loading={list.moreComing} onClick={list.more}>
            {t('shared:act.more')}
          </Button>
        </div>
      )}
    </Stack>
  );
}

/** What a unit has to do, by the working time left; and what its network is offered. */
export function CasesPage(): ReactNode {
  const { t } = useTranslation('cases');
  const [asked] = useAsked();
  const open: InboxName | null = INBOXES.find((name) => name === wordOf(asked, 'list')) ?? null;
  const list = useWorkList(open, OWN);
  const [queue, { failures, done }] = useActs(0);
  const [acting, setActing] = useState<{ row: WorkRow; act: ActName } | null>(null);
  const [again, setAgain] = useState<Failure | null>(null);
  const { role } = useMe();
  useLiveCases();
  useEffect(() => {
    if (done) tell(t('act.done', { name: t(`act.name.${done.name}`), code: done.code }));
  }, [done, t]);
  const close = (): void => {
    setActing(null);
  };
  return (
    <>
      <PageTitle title={t('title')}>
        <Group gap="md">
          <Anchor component={Link} to="/cases/figures" size="sm">
            {t('unit.figures')}
          </Anchor>
          <LiveSign />
        </Group>
      </PageTitle>
      {role !== 'unit_staff' && (
        <Text size="sm" c="dimmed" mb="sm">
          {t('unit.noUnit')}
        </Text>
      )}
      <ListTabs tabs={useTabs()} open={open} />
      <Failures
        failures={failures}
        queue={queue}
        onOpen={(failure) => {
          const row = list.rows.find(({ code }) => code === failure.act.code);
          setAgain(failure);
          if (row) setActing({ row, act: failure.act.name });
          queue.dismiss(failure);
        }}
      />
      <Cards
        list={list}
        offers={open === 'offers'}
        onAct={(row, act) => {
          setAgain(null);
          setActing({ row, act });
        }}
      />
      <ActDialog
        act={acting?.act ?? null}
        subject={acting?.row ?? null}
        failure={again?.error ?? null}
        onPerform={(act) => {
          close();
          queue.perform(act);
        }}
        onClose={close}
      />
    </>
  );
}
