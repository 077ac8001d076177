import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { runningQuery } from '../cases/queries.js';
import { type WorkRow } from '../cases/use-work-list.js';
import { byTimeLeft, workingClock } from './by-time-left.js';
import { type Running } from './CaseCard.js';

/** So many clocks are asked for at once. */
const CLOCKS = 50;

/** Rows by the working time they have left, as the server counts it. */
export interface Ordered {
  readonly rows: readonly WorkRow[];
  /** The clocks have not come yet: the order is that of the list so far. */
  readonly coming: boolean;
  /** What runs in a case; null while it is not known. */
  readonly runningOf: (code: string) => Running | null;
}

/** Reads the clocks of the first rows, and puts what has least time left first. */
export function useByTimeLeft(rows: readonly WorkRow[]): Ordered {
  const codes = useMemo(() => rows.slice(0, CLOCKS).map(({ code }) => code), [rows]);
  const { data: running, isPending } = useQuery(runningQuery(codes));
  const clocks = useMemo(
    () => new Map(running?.items.map(({ code, clocks: own }) => [code, own])),
    [running],
  );
  const ordered = useMemo(() => byTimeLeft(rows, clocks), [rows, clocks]);
  return {
    rows: ordered,
    coming: isPending,
    runningOf: (code) =>
      running
        ? {
            clock: workingClock(clocks.get(code)),
            asOf: running.as_of,
            cameAt: running.came_at,
          }
        : null,
  };
}
