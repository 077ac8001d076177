import { Anchor, Group, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, wordOf } from '../../shared/address.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { type Failure, useActs } from '../cases/act-queue.js';
import { type ActName } from '../cases/acts.js';
import { Beside } from '../cases/Beside.js';
import { CasePane } from '../cases/CasePane.js';
import { Failures } from '../cases/Failures.js';
import { ActDialog } from '../cases/form/ActDialog.js';
import { ListTabs, type ListTab } from '../cases/ListTabs.js';
import { LiveSign } from '../cases/LiveSign.js';
import { type InboxName } from '../cases/queries.js';
import { useLiveCases } from '../cases/use-live-cases.js';
import { type WorkRow, useWorkList } from '../cases/use-work-list.js';
import { useMe } from '../me.js';
import { type ListAsked, caseQuery } from '../queries.js';
import { tell } from '../tell.js';
import { Cards } from './Cards.js';
import { type Ordered, useByTimeLeft } from './use-by-time-left.js';

const OWN: ListAsked = {
  state: ['assigned', 'in_progress', 'waiting'],
  sort: 'due_at',
  direction: 'asc',
};
const INBOXES = ['offers', 'mine', 'untaken', 'responses', 'commitments', 'overdue'] as const;
/** From this width on a case is opened beside its list. */
const BROAD = '(min-width: 75em)';

function useTabs(): readonly ListTab[] {
  const { t } = useTranslation('cases');
  return [
    { name: null, label: t('unit.own') },
    ...INBOXES.map((name) => ({ name, label: t(`unit.${name}`) })),
  ];
}

interface Opened {
  /** Null: nothing is open, or not known yet. */
  readonly row: WorkRow | null;
  readonly look: (code: string) => void;
}

/**
 * The case that is open beside its list, on a broad screen: the one that the address names, else the one
 * with least time left. It is written into the address, so that it stays when the order changes.
 */
function useOpened({ rows, coming }: Ordered, broad: boolean): Opened {
  const [asked, change] = useAsked();
  const wanted = wordOf(asked, 'case');
  const first = coming ? null : (rows[0] ?? null);
  const row = broad ? (rows.find(({ code }) => code === wanted) ?? first) : null;
  const code = row?.code ?? wanted;
  useEffect(() => {
    if (code !== wanted) change({ case: code });
  }, [code, wanted, change]);
  return {
    row,
    look: (next) => {
      change({ case: next });
    },
  };
}

/** What a unit has to do, by the working time left; and what its network is offered. */
export function CasesPage(): ReactNode {
  const { t } = useTranslation('cases');
  const [asked] = useAsked();
  const open: InboxName | null = INBOXES.find((name) => name === wordOf(asked, 'list')) ?? null;
  const [queue, { failures, underWay, done }] = useActs(0);
  const list = useWorkList(open, OWN, underWay);
  const ordered = useByTimeLeft(list.rows);
  const broad = useMediaQuery(BROAD, false, { getInitialValueInEffect: false });
  const opened = useOpened(ordered, broad);
  const queries = useQueryClient();
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
  const begin = (row: WorkRow, act: ActName): void => {
    setAgain(null);
    setActing({ row, act });
  };
  const beginOpened = (act: ActName): void => {
    if (!opened.row) return;
    // What is acted on is the case as it is read beside the list.
    const read = queries.getQueryData(caseQuery(opened.row.code).queryKey);
    begin(read ? { ...opened.row, version: read.version } : opened.row, act);
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
      <Beside
        list={
          <Cards
            {...{ list, ordered }}
            offers={open === 'offers'}
            beside={broad ? { current: opened.row?.code ?? null, onLook: opened.look } : null}
            onAct={begin}
          />
        }
        opened={
          broad && list.rows.length > 0 ? (
            opened.row ? (
              <CasePane
                key={opened.row.code}
                code={opened.row.code}
                onAct={beginOpened}
                onWithOther={null}
              />
            ) : (
              <SkeletonList lines={3} height={140} />
            )
          ) : null
        }
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
