import { type InfiniteData, type QueryClient, infiniteQueryOptions } from '@tanstack/react-query';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { type ListAsked } from '../queries.js';
import { type Act, stateAfter } from './acts.js';

export type Item = Schema<'ListItem'>;
export type Pages = InfiniteData<Schema<'ListPage'>, string | null>;

const KEY = ['reports', 'rows'];
/** A longer list is not read anew as a whole: its rows are told one by one. */
const FEW_PAGES = 3;

/** A list that may be long, kept right row by row as the server tells of changes. */
export const rowsQuery = (asked: ListAsked) =>
  infiniteQueryOptions({
    queryKey: [...KEY, asked],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/v1/desk/reports', {
          params: { query: { ...asked, ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchOnWindowFocus: ({ state: { data } }) => (data?.pages.length ?? 0) <= FEW_PAGES,
    // To compare ten thousand rows with each other at each page would take longer than to draw those in sight.
    structuralSharing: false,
  });

type Listed = readonly [readonly unknown[], ListAsked, Pages];

function listsIn(queries: QueryClient): readonly Listed[] {
  return queries
    .getQueriesData<Pages>({ queryKey: KEY })
    .flatMap(([key, pages]) => (pages ? [[key, key[2] as ListAsked, pages] as const] : []));
}

/** The same pages with each row put through `change`; null takes it out. */
function eachRow(pages: Pages, change: (item: Item) => Item | null): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page) => {
      const items = page.items.map(change).filter((item) => item !== null);
      const same =
        items.length === page.items.length && items.every((item, at) => item === page.items[at]);
      return same ? page : { ...page, items };
    }),
  };
}

/** One inbox; beside it, under the same key, stands how many wait in each. */
type Inbox = InfiniteData<Schema<'InboxPage'>, string | null> | Schema<'InboxCounts'>;

/** What was acted upon waits no more; whether it waits for something else, the server says. */
function withoutCase(
  inbox: InfiniteData<Schema<'InboxPage'>, string | null>,
  code: string,
): InfiniteData<Schema<'InboxPage'>, string | null> {
  const pages = inbox.pages.map((page) => ({
    ...page,
    items: page.items.filter((item) => item.code !== code),
  }));
  return { ...inbox, pages };
}

const STATES_OF = (asked: ListAsked): readonly string[] => asked.state ?? [];

/** Shows what an act leads to before the server has answered. @returns takes it back */
export function showAct(queries: QueryClient, { code, name }: Act): () => void {
  const state = stateAfter(name);
  const one = ['reports', 'one', code];
  const kept = queries.getQueryData<Schema<'CaseView'>>(one);
  const lists = listsIn(queries);
  const inboxes = state === null ? [] : queries.getQueriesData<Inbox>({ queryKey: ['inboxes'] });
  void queries.cancelQueries({ queryKey: one });
  if (state !== null) {
    for (const [key, asked, pages] of lists) {
      const leaves = STATES_OF(asked).length > 0 && !STATES_OF(asked).includes(state);
      const change = (item: Item): Item | null =>
        item.code !== code ? item : leaves ? null : { ...item, state };
      queries.setQueryData(key, eachRow(pages, change));
    }
    for (const [key, pages] of inboxes) {
      if (pages && 'pages' in pages) queries.setQueryData(key, withoutCase(pages, code));
    }
    if (kept) queries.setQueryData(one, { ...kept, state, allowed_actions: [] });
  }
  return () => {
    for (const [key, pages] of inboxes) queries.setQueryData(key, pages);
    for (const [key, , pages] of lists) {
      const item = pages.pages.flatMap(({ items }) => items).find((row) => row.code === code);
      if (item) putRow(queries, key, item);
    }
    if (kept) queries.setQueryData(one, kept);
  };
}

type Order = NonNullable<ListAsked['sort']>;

/** Whether `a` comes before `b`; those without a value come last in either direction. */
export function comesBefore(a: Item, b: Item, order: Order, direction: 'asc' | 'desc'): boolean {
  const [first, second] = [a[order], b[order]];
  if (first === second) return direction === 'asc' ? a.code < b.code : a.code > b.code;
  if (first === null || second === null) return second === null;
  return direction === 'asc' ? first < second : first > second;
}

/** Puts a row where its list's order wants it; after the last one that was read, it comes by itself. */
export function withRow(pages: Pages, asked: ListAsked, item: Item): Pages {
  const order = asked.sort ?? 'received_at';
  const direction = asked.direction ?? 'desc';
  const without = eachRow(pages, (row) => (row.code === item.code ? null : row));
  const last = without.pages.at(-1);
  let placed = false;
  const put = without.pages.map((page) => {
    if (placed) return page;
    const at = page.items.findIndex((row) => comesBefore(item, row, order, direction));
    const end = page === last && last.next === null;
    if (at < 0 && !end) return page;
    placed = true;
    const place = at < 0 ? page.items.length : at;
    return { ...page, items: [...page.items.slice(0, place), item, ...page.items.slice(place)] };
  });
  return { ...without, pages: put };
}

function putRow(queries: QueryClient, key: readonly unknown[], item: Item): void {
  queries.setQueryData<Pages>(key, (pages) => pages && withRow(pages, key[2] as ListAsked, item));
}

/**
 * Reads one case anew in every list that is shown: it changes, comes or goes there. A list of few pages that
 * is itself a search is read as a whole, for two searches cannot be asked for at once.
 */
export async function refreshRow(queries: QueryClient, code: string): Promise<void> {
  for (const [key, asked] of listsIn(queries)) {
    const active = queries.getQueryCache().find({ queryKey: key })?.isActive() ?? false;
    if (!active) {
      queries.removeQueries({ queryKey: key });
      continue;
    }
    if (asked.q !== undefined) {
      await refreshFew(queries, key);
      continue;
    }
    const query = { ...asked, q: code, limit: 5 };
    const { items } = await bodyOf(api.GET('/v1/desk/reports', { params: { query } }));
    const item = items.find((row) => row.code === code);
    if (item) putRow(queries, key, item);
    else {
      queries.setQueryData<Pages>(
        key,
        (pages) => pages && eachRow(pages, (row) => (row.code === code ? null : row)),
      );
    }
  }
}

async function refreshFew(queries: QueryClient, key: readonly unknown[]): Promise<void> {
  const pages = queries.getQueryData<Pages>(key)?.pages.length ?? 0;
  if (pages <= FEW_PAGES) await queries.invalidateQueries({ queryKey: key });
}

/** Reads every list that is shown from its beginning. */
export async function refreshRows(queries: QueryClient): Promise<void> {
  for (const [key, , pages] of listsIn(queries)) {
    if (pages.pages.length > FEW_PAGES) {
      const [first, ...params] = [pages.pages.slice(0, FEW_PAGES), ...pages.pageParams];
      queries.setQueryData<Pages>(key, { pages: first, pageParams: params.slice(0, FEW_PAGES) });
    }
    await queries.invalidateQueries({ queryKey: key });
  }
}
