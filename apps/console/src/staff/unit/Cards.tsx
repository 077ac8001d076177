import { Button, Paper, Stack } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { type ActName } from '../cases/acts.js';
import { useNames } from '../cases/use-names.js';
import { type WorkList, type WorkRow } from '../cases/use-work-list.js';
import classes from '../cases/work-list.module.css';
import { CaseCard } from './CaseCard.js';
import { type Ordered } from './use-by-time-left.js';

/** The cards of a list, or why there are none. */
export function Cards({
  list,
  ordered,
  offers,
  beside,
  onAct,
}: {
  readonly list: WorkList;
  readonly ordered: Ordered;
  readonly offers: boolean;
  /** Which case is open beside the cards, and how another is; null: each is opened on a page of its own. */
  readonly beside: {
    readonly current: string | null;
    readonly onLook: (code: string) => void;
  } | null;
  readonly onAct: (row: WorkRow, act: ActName) => void;
}): ReactNode {
  const { t } = useTranslation(['cases', 'shared']);
  const names = useNames();
  if (list.coming) return <SkeletonList lines={4} height={150} />;
  if (list.rows.length === 0) {
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
        {ordered.rows.map((row) => (
          <CaseCard
            key={row.code}
            {...{ row, names, onAct }}
            running={ordered.runningOf(row.code)}
            beside={
              beside && {
                current: beside.current === row.code,
                onLook: () => {
                  beside.onLook(row.code);
                },
              }
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
