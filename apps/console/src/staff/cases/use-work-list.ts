import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Schema } from '../../api/client.js';
import { type ListAsked } from '../queries.js';
import { type Act, stateAfter } from './acts.js';
import { type Subject } from './form/field.js';
import { rowsQuery } from './lists.js';
import { type InboxName, inboxQuery } from './queries.js';

/** What a list to be worked off shows of a case. */
export interface WorkRow extends Subject {
  readonly address: string | null;
  readonly area: string | null;
  readonly network: string | null;
  readonly priority: Schema<'ListItem'>['priority'];
  readonly received_at: string;
  /** By when: the case's own due, or that of what an inbox is about. */
  readonly due: string | null;
}

/** A list of cases that waits for somebody, page after page. */
export interface WorkList {
  readonly rows: readonly WorkRow[];
  /** Nothing has come yet. */
  readonly coming: boolean;
  readonly error: unknown;
  readonly again: () => void;
  /** Reads the next page; null: there is none. */
  readonly more: (() => void) | null;
  readonly moreComing: boolean;
}

/**
 * One of one's inboxes, or, where `name` is null, the cases that `asked` describes.
 * Its rows come and go as the server tells, where `useLiveCases` is in use on the page.
 * @param underWay acts of this page: what one takes out of an inbox stays out, whatever is read meanwhile
 */
export function useWorkList(
  name: InboxName | null,
  asked: ListAsked,
  underWay: readonly Act[],
): WorkList {
  const inbox = useInfiniteQuery({ ...inboxQuery(name ?? 'triage'), enabled: name !== null });
  const own = useInfiniteQuery({ ...rowsQuery(asked), enabled: name === null });
  const rows = useMemo(
    () =>
      name === null
        ? (own.data?.pages.flatMap(({ items }) =>
            items.map((item) => ({ ...item, due: item.due_at })),
          ) ?? [])
        : (inbox.data?.pages.flatMap(({ items }) => items) ?? []).filter(
            ({ code }) => !underWay.some((act) => act.code === code && stateAfter(act.name)),
          ),
    [name, own.data, inbox.data, underWay],
  );
  const { error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    name === null ? own : inbox;
  return {
    rows,
    coming: isPending && error === null,
    error,
    again: () => void refetch(),
    more: hasNextPage ? () => void fetchNextPage() : null,
    moreComing: isFetchingNextPage,
  };
}
