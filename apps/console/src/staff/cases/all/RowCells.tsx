import { FlexRender, type Row } from '@tanstack/react-table';
import { type ReactNode, memo } from 'react';
import { type Item } from '../lists.js';
import { type features, type useColumns } from './columns.js';
import classes from './all.module.css';

interface Props {
  readonly row: Row<typeof features, Item>;
  /** What the row was drawn by: another language draws it anew. */
  readonly columns: ReturnType<typeof useColumns>;
}

/** A row is drawn once: while the list is scrolled, only those that come into sight are. */
export const RowCells = memo(
  function RowCells({ row }: Props): ReactNode {
    return (
      <div className={classes.row}>
        {row.getAllCells().map((cell) => (
          <span key={cell.id} className={classes[cell.column.id]}>
            <FlexRender cell={cell} />
          </span>
        ))}
      </div>
    );
  },
  (before, now) => before.row.original === now.row.original && before.columns === now.columns,
);
