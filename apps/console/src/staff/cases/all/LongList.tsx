import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Due } from '../../../shared/components/Due.js';
import { StateBadge } from '../../../shared/components/StateBadge.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { type Item } from '../lists.js';
import { useNames } from '../use-names.js';
import classes from './all.module.css';

const ROW_PX = 92;
/** So many rows before its end the next page is read. */
const AHEAD = 20;

const features = tableFeatures({});
const column = createColumnHelper<typeof features, Item>();

function useColumns() {
  const { t } = useTranslation('staff');
  const language = useLanguage();
  const names = useNames();
  return useMemo(
    () =>
      column.columns([
        column.accessor('code', {
          id: 'head',
          cell: ({ row: { original: item } }) => (
            <>
              <Link to="/reports/$code" params={{ code: item.code }} className={classes.code}>
                {item.code}
              </Link>
              <StateBadge state={item.state} />
            </>
          ),
        }),
        column.accessor('text', {
          id: 'said',
          cell: ({ row: { original: item } }) => (
            <>
              <Text span size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
                {item.text}
              </Text>
              {item.address !== null && (
                <Text span size="xs" c="dimmed" lineClamp={1}>
                  {item.address}
                </Text>
              )}
            </>
          ),
        }),
        column.accessor('due_at', {
          id: 'end',
          cell: ({ row: { original: item } }) => (
            <>
              <Due at={item.due_at} overdue={item.overdue} paused={item.paused} />
              <Text span size="xs" c="dimmed" truncate>
                {item.unit === null ? t('list.noUnit') : names.unit(item.unit)} ·{' '}
                {formatInstant(item.received_at, language)}
              </Text>
            </>
          ),
        }),
      ]),
    [t, language, names],
  );
}

/** A list of any length: only the rows in sight are drawn, and the next page is read before its end. */
export function LongList({
  items,
  more,
  looked,
  onLook,
}: {
  readonly items: Item[];
  /** Reads the next page; null: there is none, or it is on its way. */
  readonly more: (() => void) | null;
  readonly looked: string | null;
  readonly onLook: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation('staff');
  const columns = useColumns();
  const table = useTable({ features, columns, data: items, getRowId: ({ code }) => code });
  const drawn = table.getRowModel().rows;
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
        const row = drawn[index];
        if (!row) return null;
        const { code } = row.original;
        return (
          <div
            key={key}
            ref={rows.measureElement}
            data-index={index}
            data-code={code}
            data-looked={code === looked}
            role="listitem"
            aria-setsize={more ? -1 : items.length}
            aria-posinset={index + 1}
            className={classes.placed}
            style={{ transform: `translateY(${start - margin}px)` }}
            onMouseEnter={() => {
              onLook(code);
            }}
          >
            <div className={classes.row}>
              {row.getAllCells().map((cell) => (
                <span key={cell.id} className={classes[cell.column.id]}>
                  <table.FlexRender cell={cell} />
                </span>
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}
