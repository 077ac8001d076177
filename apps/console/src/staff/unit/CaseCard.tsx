import { Button, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { StateBadge } from '../../shared/components/StateBadge.js';
import { type ActName } from '../cases/acts.js';
import { TimeLeft } from '../cases/TimeLeft.js';
import { type Names } from '../cases/use-names.js';
import { type WorkRow } from '../cases/use-work-list.js';
import classes from '../cases/work-list.module.css';
import { nextActs } from './next-acts.js';

/** So many are buttons; the others stand in a menu. */
const SHOWN = 2;

/** What runs, as the server told it, and when that came. */
export interface Running {
  readonly clock: Schema<'ClockRunning'> | undefined;
  readonly asOf: string;
  readonly cameAt: number;
}

/** A case as a unit's staff see it from afar: how long it has, what it is, and what comes next. */
export function CaseCard({
  row,
  running,
  names,
  beside,
  onAct,
}: {
  readonly row: WorkRow;
  readonly running: Running | null;
  readonly names: Names;
  /** Beside it lies the opened case, which has the acts; null: the card has them itself. */
  readonly beside: { readonly current: boolean; readonly onLook: () => void } | null;
  readonly onAct: (row: WorkRow, act: ActName) => void;
}): ReactNode {
  const { t } = useTranslation('cases');
  const here = useRef<HTMLLIElement>(null);
  const current = beside?.current === true;
  useEffect(() => {
    if (current) here.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const acts = beside ? [] : nextActs(row.state);
  const [shown, more] = [acts.slice(0, SHOWN), acts.slice(SHOWN)];
  const place = [row.address, row.area === null ? null : names.area(row.area)]
    .filter((part) => part !== null)
    .join(' · ');
  return (
    <li ref={here} className={classes.card} data-code={row.code} data-current={current}>
      <div className={classes.top}>
        {beside ? (
          <button
            type="button"
            className={`${classes.code} ${classes.look}`}
            onClick={beside.onLook}
            {...(current && { 'aria-current': 'true' as const })}
          >
            {row.code}
          </button>
        ) : (
          <Link to="/reports/$code" params={{ code: row.code }} className={classes.code}>
            {row.code}
          </Link>
        )}
        <StateBadge state={row.state} />
      </div>
      <div style={{ minHeight: '1.5rem' }}>
        {running?.clock && (
          <TimeLeft clock={running.clock} asOf={running.asOf} cameAt={running.cameAt} />
        )}
      </div>
      <Text lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
        {row.text}
      </Text>
      {place !== '' && (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {place}
        </Text>
      )}
      {acts.length > 0 && (
        <div className={classes.acts}>
          {shown.map((act, at) => (
            <Button
              key={act}
              variant={at === 0 ? 'filled' : 'default'}
              onClick={() => {
                onAct(row, act);
              }}
            >
              {t(`act.name.${act}`)}
            </Button>
          ))}
          {more.length > 0 && (
            <Menu position="bottom-end" width={220}>
              <Menu.Target>
                <Button variant="subtle" leftSection={<IconDots size={18} aria-hidden />}>
                  {t('act.more')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {more.map((act) => (
                  <Menu.Item
                    key={act}
                    onClick={() => {
                      onAct(row, act);
                    }}
                  >
                    {t(`act.name.${act}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      )}
    </li>
  );
}
