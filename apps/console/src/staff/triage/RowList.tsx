import { Button, Checkbox, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Due } from '../../shared/components/Due.js';
import { StateBadge } from '../../shared/components/StateBadge.js';
import { formatInstant } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { useNames } from '../cases/use-names.js';
import { type WorkList, type WorkRow } from '../cases/use-work-list.js';
import classes from './triage.module.css';

/** From this width on a case is opened beside its list. */
export const BROAD = '(min-width: 64em)';

function Row({
  row,
  current,
  chosen,
  onLook,
  onChoose,
}: {
  readonly row: WorkRow;
  readonly current: boolean;
  readonly chosen: boolean;
  readonly onLook: () => void;
  readonly onChoose: () => void;
}): ReactNode {
  const { t } = useTranslation('triage');
  const language = useLanguage();
  const names = useNames();
  const here = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) here.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <li ref={here} className={classes.row} data-current={current} data-code={row.code}>
      <Checkbox
        aria-label={t('choose', { code: row.code })}
        checked={chosen}
        onChange={onChoose}
        className={classes.choose ?? ''}
      />
      <button
        type="button"
        className={classes.look}
        onClick={onLook}
        {...(current && { 'aria-current': 'true' as const })}
      >
        <span className={classes.rowTop}>
          <span className={classes.rowCode}>{row.code}</span>
          <StateBadge state={row.state} />
        </span>
        <Text span size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
          {row.text}
        </Text>
        <span className={classes.rowEnd}>
          <Text span size="xs" c="dimmed" truncate>
            {row.category === null
              ? formatInstant(row.received_at, language)
              : names.category(row.category)}
          </Text>
          {row.due !== null && <Due at={row.due} overdue={false} />}
        </span>
      </button>
    </li>
  );
}

/** The rows of a list; the one that is looked at is marked, those that are chosen are ticked. */
export function RowList({
  list,
  current,
  chosen,
  onLook,
  onChoose,
}: {
  readonly list: WorkList;
  readonly current: string | null;
  readonly chosen: ReadonlySet<string>;
  readonly onLook: (code: string) => void;
  readonly onChoose: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation(['triage', 'shared']);
  const broad = useMediaQuery(BROAD, true, { getInitialValueInEffect: false });
  const navigate = useNavigate();
  return (
    <>
      <ul className={classes.rows} aria-label={t('list')}>
        {list.rows.map((row) => (
          <Row
            key={row.code}
            row={row}
            current={broad && row.code === current}
            chosen={chosen.has(row.code)}
            onLook={() => {
              if (broad) onLook(row.code);
              else void navigate({ to: '/reports/$code', params: { code: row.code } });
            }}
            onChoose={() => {
              onChoose(row.code);
            }}
          />
        ))}
      </ul>
      {list.more && (
        <div className={classes.more}>
          <Button variant="default" loading={list.moreComing} onClick={list.more}>
            {t('shared:act.more')}
          </Button>
        </div>
      )}
    </>
  );
}
