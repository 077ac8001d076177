import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type News, live } from './live.js';
import { refreshRow, refreshRows } from './lists.js';

/** News that come together are looked at together. */
const GATHER_MS = 250;
/** More at once are read as a whole. */
const MANY = 12;

async function lookAgain(queries: QueryClient, codes: ReadonlySet<string>): Promise<void> {
  const whole = codes.size > MANY;
  await queries.invalidateQueries({
    predicate: ({ queryKey: [of, what, code] }) => {
      if (of === 'inboxes' || of === 'mentions') return true;
      if (of !== 'reports' || what === 'rows' || what === 'list') return false;
      if (what === 'running') return (code as readonly string[]).some((one) => codes.has(one));
      return codes.has(code as string);
    },
  });
  if (whole) await refreshRows(queries);
  else for (const code of codes) await refreshRow(queries, code);
}

/** Keeps what is shown of cases as the server tells: rows, the case that is open, what waits in inboxes. */
export function useLiveCases(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const changed = new Set<string>();
    let timer: number | null = null;
    const look = (): void => {
      timer = null;
      const codes = new Set(changed);
      changed.clear();
      // What could not be read is read again with the next news, or when it is looked at.
      lookAgain(queries, codes).catch(() => undefined);
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
      changed.add(news.report);
      timer ??= window.setTimeout(look, GATHER_MS);
    };
    const stop = live.listen(onNews);
    return () => {
      stop();
      if (timer !== null) window.clearTimeout(timer);
    };
  }, [queries]);
}
