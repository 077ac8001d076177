import { Button, SegmentedControl, Stack } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, wordOf } from '../../../shared/address.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { Lines } from '../Lines.js';
import { LOGS, auditAsked } from './audit.js';
import { AuditFilters } from './AuditFilters.js';
import { Seal } from './Seal.js';
import { useLines } from './use-lines.js';

/** Who did what, and whether the history still is what was written. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation(['admin', 'shared']);
  const [address, change] = useAsked();
  const log = LOGS.find((one) => one === wordOf(address, 'of')) ?? 'acts';
  const asked = auditAsked(address);
  const { lines, query } = useLines(log, asked);
  return (
    <>
      <PageTitle title={t('places.audit')} />
      <Stack gap="md">
        <Seal />
        <SegmentedControl
          aria-label={t('audit.of')}
          style={{ alignSelf: 'flex-start', maxWidth: '100%' }}
          data={LOGS.map((value) => ({ value, label: t(`audit.${value}`) }))}
          value={log}
          onChange={(of) => {
            // A kind of one log is none of another.
            change({ of: of === 'acts' ? '' : of, kind: '' });
          }}
        />
        <AuditFilters log={log} asked={asked} change={change} />
        {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && !query.error && <SkeletonList lines={8} height={66} />}
        {query.data && <Lines lines={lines} />}
        {query.hasNextPage && (
          <div>
            <Button
              variant="default"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('shared:act.more')}
            </Button>
          </div>
        )}
      </Stack>
    </>
  );
}
