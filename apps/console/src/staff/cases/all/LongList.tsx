import { useMediaQuery } from '@mantine/hooks';
import { useTable } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Item } from '../lists.js';
import { RowCells } from './RowCells.js';
import { features, useColumns } from './columns.js';
import classes from './all.module.css';

/** All rows are of one height, whatever they say: none has to be measured while they pass. */
const ROW_REM = { narrow: 10.5, broad: 5.75 };
const BROAD = '(min-width: 48em)';
/** So many rows before its end the next page is read. */
const AHEAD = 20;

const RESTS_MS = 150;

/** Tells where the pointer rests, and of nothing that passes below it while the list is scrolled. */
function useSettled(tell: (code: string) => void): (code: string) => void {
  const timer = useRef(0);
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
    },
    [],
  );
  return (code) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(tell, RESTS_MS, code);
  };
}

function useRowHeight(): number {
  const broad = useMediaQuery(BROAD, false, { getInitialValueInEffect: false });
  const [rem] = useState(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  return Math.ceil(rem * (broad ? ROW_REM.broad : ROW_REM.narrow));
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
  const [margin, setMargin] = useState(0);
  const measure = useCallback((list: HTMLDivElement | null) => {
    if (list) setMargin(list.offsetTop);
  }, []);
  const height = useRowHeight();
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: margin,
  });
  useEffect(() => {
    rows.measure();
  }, [rows, height]);
  const shown = rows.getVirtualItems();
  // The table knows the rows in sight alone: ten thousand would be made anew with each page that is read.
  const data = items.slice(shown.at(0)?.index ?? 0, (shown.at(-1)?.index ?? -1) + 1);
  const table = useTable({ features, columns, data, getRowId: ({ code }) => code });
  const drawn = table.getRowModel().rows;
  const look = useSettled(onLook);
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
      {shown.map(({ index, start }, place) => {
        const row = drawn[place];
        if (!row) return null;
        const { code } = row.original;
        return (
          <div
            key={code}
            data-code={code}
            data-looked={code === looked}
            role="listitem"
            aria-setsize={more ? -1 : items.length}
            aria-posinset={index + 1}
            className={classes.placed}
            style={{ height, transform: `translateY(${start - margin}px)` }}
            onMouseEnter={() => {
              look(code);
            }}
          >
            <RowCells row={row} columns={columns} />
          </div>
        );
      })}
    </div>
  );
}
