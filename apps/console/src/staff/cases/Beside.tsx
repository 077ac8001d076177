import { type ReactNode } from 'react';
import classes from './beside.module.css';

/** A list and, where the screen has room, the case that is opened of it; the list stays in sight. */
export function Beside({
  list,
  opened,
}: {
  readonly list: ReactNode;
  /** Null: the list stands alone. */
  readonly opened: ReactNode | null;
}): ReactNode {
  return (
    <div className={classes.sides} data-beside={opened !== null}>
      <div className={classes.list}>{list}</div>
      {opened !== null && <div className={classes.right}>{opened}</div>}
    </div>
  );
}
