import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Due } from '../../../shared/components/Due.js';
import { StateBadge } from '../../../shared/components/StateBadge.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { type Item } from '../lists.js';
import { type Names, useNames } from '../use-names.js';
import classes from './all.module.css';

const ROW_PX = 92;
/** So many rows before its end the next page is read. */
const AHEAD = 20;

function Row({ item, names }: { readonly item: Item; readonly names: Names }): ReactNode {
  const { t } = useTranslation('staff');
  const language = useLanguage();
  return (
    <div className={classes.row}>
      <span className={classes.head}>
        <Link to="/reports/$code" params={{ code: item.code }} className={classes.code}>
          {item.code}
        </Link>
        <StateBadge state={item.state} />
      </span>
      <span className={classes.said}>
        <Text span size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
          {item.text}
        </Text>
        {item.address !== null && (
          <Text span size="xs" c="dimmed" lineClamp={1}>
            {item.address}
          </Text>
        )}
      </span>
      <span className={classes.end}>
        <Due at={item.due_at} overdue={item.overdue} paused={item.paused} />
        <Text span size="xs" c="dimmed" truncate>
          {item.unit === null ? t('list.noUnit') : names.unit(item.unit)} ·{' '}
          {formatInstant(item.received_at, language)}
        </Text>
      </span>
    </div>
  );
}

/** A list of any length: only the rows in sight are drawn, and the next page is read before its end. */
export function LongList({
  items,
  more,
  looked,
  onLook,
}: {
  readonly items: readonly Item[];
  /** Reads the next page; null: there is none, or it is on its way. */
  readonly more: (() => void) | null;
  readonly looked: string | null;
  readonly onLook: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation('staff');
  const names = useNames();
  const [margin, setMargin] = useState(0);
  const measure = useCallback((list: HTMLDivElement | null) => {
    if (list) setMargin(list.offsetTop);
  }, []);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: margin,
    getItemKey: (at) => items[at]?.code ?? at,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - AHEAD) more?.();
  }, [last, items.length, more]);
  return (
    <div
      ref={measure}
      role="list"
      aria-label={t('list.caption')}
      className={classes.list}
      style={{ height: rows.getTotalSize() }}
    >
      {shown.map(({ key, index, start }) => {
        const item = items[index];
        if (!item) return null;
        return (
          <div
            key={key}
            ref={rows.measureElement}
            data-index={index}
            data-code={item.code}
            data-looked={item.code === looked}
            role="listitem"
            aria-setsize={more ? -1 : items.length}
            aria-posinset={index + 1}
            className={classes.placed}
            style={{ transform: `translateY(${start - margin}px)` }}
            onMouseEnter={() => {
              onLook(item.code);
            }}
          >
            <Row item={item} names={names} />
          </div>
        );
      })}
    </div>
  );
}
