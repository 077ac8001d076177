import { ActionIcon, Anchor, Button, Group, Paper, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconKeyboard } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, wordOf } from '../../shared/address.js';
import { Empty } from '../../shared/components/Empty.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { keptInTab } from '../../shared/kept.js';
import { type Failure, GRACE_MS, useActs } from '../cases/act-queue.js';
import { type ActName, NO_DRAFT, draftName } from '../cases/acts.js';
import { Beside } from '../cases/Beside.js';
import { CasePane } from '../cases/CasePane.js';
import { Failures } from '../cases/Failures.js';
import { ActDialog } from '../cases/form/ActDialog.js';
import { ListTabs } from '../cases/ListTabs.js';
import { LiveSign } from '../cases/LiveSign.js';
import { useLiveCases } from '../cases/use-live-cases.js';
import { type WorkRow, useWorkList } from '../cases/use-work-list.js';
import { caseQuery } from '../queries.js';
import { tell } from '../tell.js';
import { ACT_KEYS, nextOf } from './act-keys.js';
import { BulkBar } from './BulkBar.js';
import { KeysHelp } from './KeysHelp.js';
import { BROAD, RowList } from './RowList.js';
import { Suggestion } from './Suggestion.js';
import { useKeys } from './use-keys.js';
import classes from './triage.module.css';

const INBOXES = ['triage', 'refused', 'responses', 'extensions', 'commitments', 'overdue'] as const;

/** Asked only where no inbox is named, which is never here. */
const NONE = {};

/** What waits to be sent on, and what else an operator must not forget: for the keyboard first. */
export function TriagePage(): ReactNode {
  const { t } = useTranslation(['triage', 'cases']);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const broad = useMediaQuery(BROAD, true, { getInitialValueInEffect: false });
  const [asked, change] = useAsked();
  const open = INBOXES.find((name) => name === wordOf(asked, 'list')) ?? 'triage';
  const [queue, { failures, waiting, underWay, done }] = useActs(GRACE_MS);
  const list = useWorkList(open, NONE, underWay);
  const { rows } = list;
  const wanted = wordOf(asked, 'case');
  const current = rows.find(({ code }) => code === wanted) ?? rows[0] ?? null;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [help, setHelp] = useState(false);
  const [acting, setActing] = useState<{ row: WorkRow; act: ActName } | null>(null);
  const [again, setAgain] = useState<Failure | null>(null);
  useLiveCases();
  useEffect(() => {
    if (done)
      tell(t('cases:act.done', { name: t(`cases:act.name.${done.name}`), code: done.code }));
  }, [done, t]);

  // That a row has left, or another is looked at, is seen before everything about the next is drawn.
  const opened = useDeferredValue(current?.code ?? null);

  const look = (code: string | null): void => {
    if (code !== null) change({ case: code });
  };
  const choose = (code: string): void => {
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(code)) next.add(code);
      return next;
    });
  };
  const begin = (act: ActName): void => {
    if (!current) return;
    const known = queries.getQueryData(caseQuery(current.code).queryKey);
    // What the server does not allow has no form; it says so itself where the case is not read yet.
    if (known && !known.allowed_actions.includes(act)) {
      const name = t(`cases:act.name.${act}`);
      tell(t('cases:act.notAllowed', { name, code: current.code }));
      return;
    }
    setAgain(null);
    setActing({ row: known ? { ...current, version: known.version } : current, act });
  };
  const withOther = (act: 'merge' | 'link', other: string): void => {
    if (!current) return;
    const field = act === 'merge' ? 'survivor' : 'other';
    const draft = { ...NO_DRAFT, values: { [field]: other } };
    keptInTab.write(draftName(current.code, act), JSON.stringify(draft));
    begin(act);
  };
  const undo = (): void => {
    const taken = queue.undo();
    if (taken) look(taken.code);
  };

  useKeys({
    ...Object.fromEntries(
      Object.entries(ACT_KEYS).map(([key, act]) => [
        key,
        () => {
          begin(act);
        },
      ]),
    ),
    j: () => {
      look(nextOf(rows, current?.code ?? null, 1));
    },
    k: () => {
      look(nextOf(rows, current?.code ?? null, -1));
    },
    Enter: () => {
      if (current) void navigate({ to: '/reports/$code', params: { code: current.code } });
    },
    x: () => {
      if (current) choose(current.code);
    },
    u: undo,
    '?': () => {
      setHelp(true);
    },
  });

  return (
    <>
      <PageTitle title={t('title')}>
        <Group gap="md">
          <Anchor component={Link} to="/reports" size="sm">
            {t('all')}
          </Anchor>
          <ActionIcon
            variant="subtle"
            size={44}
            color="gray"
            c="var(--mantine-color-text)"
            aria-label={t('keys.title')}
            onClick={() => {
              setHelp(true);
            }}
          >
            <IconKeyboard size={22} />
          </ActionIcon>
          <LiveSign />
        </Group>
      </PageTitle>
      <ListTabs tabs={INBOXES.map((name) => ({ name, label: t(`inbox.${name}`) }))} open={open} />
      {waiting && (
        <div className={classes.bar} role="status">
          <Text size="sm">
            {t('waiting', { name: t(`cases:act.name.${waiting.name}`), code: waiting.code })}
          </Text>
          <Button size="xs" variant="default" onClick={undo}>
            {t('undo')}
          </Button>
        </div>
      )}
      <Failures
        failures={failures}
        queue={queue}
        onOpen={(failure) => {
          const row = rows.find(({ code }) => code === failure.act.code);
          if (!row) {
            void navigate({ to: '/reports/$code', params: { code: failure.act.code } });
            return;
          }
          setAgain(failure);
          setActing({ row, act: failure.act.name });
          queue.dismiss(failure);
        }}
      />
      {chosen.size > 0 && (
        <BulkBar
          codes={[...chosen]}
          onClear={() => {
            setChosen(new Set());
          }}
        />
      )}
      {list.error !== null && <ProblemNotice error={list.error} onRetry={list.again} />}
      {list.coming && <SkeletonList lines={5} height={84} />}
      {!list.coming && rows.length === 0 && list.error === null && (
        <Paper>
          <Empty title={t('empty')} hint={t('emptyHint')} />
        </Paper>
      )}
      {rows.length > 0 && (
        <Beside
          list={
            <RowList
              list={list}
              current={current?.code ?? null}
              chosen={chosen}
              onLook={look}
              onChoose={choose}
            />
          }
          opened={
            broad && opened !== null ? (
              <CasePane key={opened} code={opened} onAct={begin} onWithOther={withOther}>
                <Suggestion code={opened} />
              </CasePane>
            ) : null
          }
        />
      )}
      <ActDialog
        act={acting?.act ?? null}
        subject={acting?.row ?? null}
        failure={again?.error ?? null}
        onPerform={(act) => {
          setActing(null);
          look(nextOf(rows, act.code, 1));
          queue.perform(act);
        }}
        onClose={() => {
          setActing(null);
        }}
      />
      <KeysHelp
        opened={help}
        onClose={() => {
          setHelp(false);
        }}
      />
    </>
  );
}
