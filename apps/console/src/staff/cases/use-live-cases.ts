import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type News, live } from './live.js';
import { refreshRow, refreshRows } from './lists.js';

/** News that come together are looked at together. */
const GATHER_MS = 250;
/** More at once are read as a whole. */
const MANY = 12;

interface Changed {
  /** Cases of which something is told. */
  readonly codes: Set<string>;
  /** Those among them that one no longer sees. */
  readonly gone: Set<string>;
}

const isOfCase = ([of, what, code]: QueryKey, codes: ReadonlySet<string>): boolean => {
  if (of !== 'reports' || what === 'rows' || what === 'list') return false;
  if (what === 'running') return (code as readonly string[]).some((one) => codes.has(one));
  return codes.has(code as string);
};

async function lookAgain(queries: QueryClient, { codes, gone }: Changed): Promise<void> {
  const seen = new Set([...codes].filter((code) => !gone.has(code)));
  await queries.invalidateQueries({
    predicate: ({ queryKey }) =>
      queryKey[0] === 'inboxes' || queryKey[0] === 'mentions' || isOfCase(queryKey, seen),
  });
  if (codes.size > MANY) await refreshRows(queries);
  else for (const code of codes) await refreshRow(queries, code);
  // Once it has left the lists it is open beside none: only a page of its own asks, and says that it is gone.
  await queries.invalidateQueries({ predicate: ({ queryKey }) => isOfCase(queryKey, gone) });
}

/** Keeps what is shown of cases as the server tells: rows, the case that is open, what waits in inboxes. */
export function useLiveCases(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let changed: Changed = { codes: new Set(), gone: new Set() };
    let timer: number | null = null;
    const look = (): void => {
      timer = null;
      const now = changed;
      changed = { codes: new Set(), gone: new Set() };
      // What could not be read is read again with the next news, or when it is looked at.
      lookAgain(queries, now).catch(() => undefined);
    };
    const onNews = (news: News): void => {
      if (news.kind === 'presence') return;
      if (news.kind === 'all') {
        void queries.invalidateQueries({
          predicate: ({ queryKey: [of, what] }) =>
            of === 'inboxes' || of === 'mentions' || (of === 'reports' && what !== 'rows'),
        });
        void refreshRows(queries);
        return;
      }
      changed.codes.add(news.report);
      if (news.kind === 'gone') changed.gone.add(news.report);
      else changed.gone.delete(news.report);
      timer ??= window.setTimeout(look, GATHER_MS);
    };
    const stop = live.listen(onNews);
    return () => {
      stop();
      if (timer !== null) window.clearTimeout(timer);
    };
  }, [queries]);
}
