import { type Channel, type Priority, type State } from '#libs/domain';
import { type Tx } from '../store.js';
import {
  Conditions,
  type ListQuestion,
  PAUSED,
  ask,
  limitOf,
  overdueAt,
  wordsOf,
} from './list-question.js';

/** A report in a list. `due_at` is the open cycle's promise; `paused` says that its clock stands. */
export interface ListRow {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly state: State;
  readonly stream_code: string;
  readonly category_code: string | null;
  readonly area_code: string | null;
  readonly network_code: string | null;
  readonly unit_code: string | null;
  readonly priority: Priority;
  readonly channel: Channel;
  readonly text: string;
  readonly address: string | null;
  readonly parent_code: string | null;
  readonly open_children: number;
  readonly received_at: Date;
  readonly due_at: Date | null;
  readonly updated_at: Date;
  readonly overdue: boolean;
  readonly paused: boolean;
}

/**
 * So many reports that hold the words are looked up one by one; where more do, a list finds its page
 * sooner by going through reports in its order and looking for the words in each.
 */
const FOUND_AT_MOST = 5_000;

/** How a search goes about it: the ids of all that hold its words, as the database writes them, or each looked at. */
type Search = { readonly ids: string } | { readonly phrase: string };

async function searchOf(tx: Tx, search: string | null): Promise<Search | null> {
  if (search === null) return null;
  const words = wordsOf(search);
  const [found] = await tx.query<{ count: number; ids: string }>(
    `SELECT count(*)::integer AS count, coalesce(array_agg(id), '{}')::text AS ids FROM kip_found($1, $2) AS id`,
    [words, FOUND_AT_MOST + 1],
  );
  if (found && found.count <= FOUND_AT_MOST) return { ids: found.ids };
  return { phrase: `% ${words.join(' ')} %` };
}

function addSearch(c: Conditions, search: Search | null): void {
  if (search === null) return;
  if ('ids' in search) c.all.push(`r.id = ANY (${c.parameter(search.ids, 'uuid[]')})`);
  // As a value and no join: the planner would go through all texts at once.
  else {
    const like = c.parameter(search.phrase, 'text');
    c.all.push(
      `(SELECT ' ' || s.text || ' ' LIKE ${like} FROM search_texts s WHERE s.report_id = r.id)`,
    );
  }
}

/** The conditions of a question, and the parameter that holds the transaction's instant. */
function conditionsAt(
  tx: Tx,
  question: Omit<ListQuestion, 'after' | 'limit'>,
): { readonly conditions: Conditions; readonly now: string } {
  const conditions = new Conditions();
  const now = conditions.parameter(tx.now, 'timestamptz');
  conditions.all.push(`${now} IS NOT NULL`);
  ask(conditions, question, question.sight, now);
  return { conditions, now };
}

/** Rows of a page in its order: `value` and `id` name what it is ordered by. */
interface Page {
  readonly question: ListQuestion;
  /** Of a list by due: those that have one come first, then those that have none. */
  readonly withValue: boolean;
  readonly limit: string;
}

function orderBy({ question, withValue }: Page, value: string, id: string): string {
  const way = question.descending ? 'DESC' : 'ASC';
  return withValue ? `ORDER BY ${value} ${way}, ${id} ${way}` : `ORDER BY ${id} ${way}`;
}

/** Rows of the page's part, after its place. */
function placed(
  c: Conditions,
  { question, withValue }: Page,
): (value: string, id: string) => string {
  const { after, descending, order } = question;
  const sign = descending ? '<' : '>';
  const part = (value: string): string =>
    order === 'due_at' ? `${value} IS ${withValue ? 'NOT NULL' : 'NULL'}` : 'true';
  if (after === null || (after.value !== null && !withValue)) return part;
  const id = c.parameter(after.id, 'uuid');
  if (after.value === null) return (value, column) => `${part(value)} AND ${column} ${sign} ${id}`;
  const last = c.parameter(after.value, 'timestamptz');
  return (value, column) => `${part(value)} AND (${value}, ${column}) ${sign} (${last}, ${id})`;
}

/**
 * What units see is what they have, what they are offered, and what they have passed on: each found by an
 * index, in the order of the page, and of all of it the page.
 */
function unitsPage(c: Conditions, units: readonly string[], page: Page): string {
  const { order, sight } = page.question;
  const where = placed(c, page);
  const column = `r.${order}`;
  const conditions = c.and(where(column, 'r.id'));
  const cut = `${orderBy(page, column, 'r.id')} LIMIT ${page.limit}`;
  const named = c.parameter(units, 'text[]');
  const ofEach = (rows: string): string =>
    `SELECT x.id, x.value FROM unnest(${named}) u (code) CROSS JOIN LATERAL (${rows}) x`;
  const networks = limitOf(sight.networks);
  const offered =
    networks === null ? 'true' : `r.network_code = ANY (${c.parameter(networks, 'text[]')})`;
  // The order of receipt stands on the leg itself.
  const [onLeg, legCut] =
    order === 'received_at'
      ? [
          where('l.passed_on', 'l.report_id'),
          `${orderBy(page, 'l.passed_on', 'l.report_id')} LIMIT ${page.limit}`,
        ]
      : ['true', cut];
  return `
    ${ofEach(`SELECT r.id, ${column} AS value FROM reports r WHERE r.unit_code = u.code AND ${conditions} ${cut}`)}
    UNION (SELECT r.id, ${column} FROM reports r WHERE r.state = 'offered' AND ${offered} AND ${conditions} ${cut})
    UNION ${ofEach(`SELECT r.id, ${column} AS value FROM legs l JOIN reports r ON r.id = l.report_id
      WHERE l.unit_code = u.code AND l.passed_on IS NOT NULL AND ${onLeg} AND ${conditions} ${legCut}`)}
    ${orderBy(page, 'value', 'id')} LIMIT ${page.limit}`;
}

const columnsAt = (
  now: string,
): string => `r.id, r.code, r.version, r.state, r.stream_code, r.category_code,
  r.area_code, r.network_code, r.unit_code, r.priority, r.channel, r.text, r.address, r.open_children,
  (SELECT parent.code FROM reports parent WHERE parent.id = r.parent_id) AS parent_code,
  r.received_at, r.due_at, r.updated_at, ${overdueAt(now)} AS overdue, ${PAUSED} AS paused`;

async function partOf(
  tx: Tx,
  question: ListQuestion,
  search: Search | null,
  withValue: boolean,
  limit: number,
): Promise<ListRow[]> {
  const { conditions: c, now } = conditionsAt(tx, question);
  addSearch(c, search);
  const page: Page = { question, withValue, limit: c.parameter(limit, 'integer') };
  const order = orderBy(page, `r.${question.order}`, 'r.id');
  const units = limitOf(question.sight.units);
  if (units === null || (search && 'ids' in search)) {
    const where = c.and(placed(c, page)(`r.${question.order}`, 'r.id'));
    const sql = `SELECT ${columnsAt(now)} FROM reports r WHERE ${where} ${order} LIMIT ${page.limit}`;
    return tx.query<ListRow>(sql, c.parameters);
  }
  const sql = `WITH page AS (${unitsPage(c, units, page)})
    SELECT ${columnsAt(now)} FROM page JOIN reports r ON r.id = page.id ${order}`;
  return tx.query<ListRow>(sql, c.parameters);
}

/** The reports that a question asks for, as far as the transaction's scope shows them. */
export async function listReports(tx: Tx, question: ListQuestion): Promise<readonly ListRow[]> {
  const { limit, order, after } = question;
  const search = await searchOf(tx, question.search);
  if (order !== 'due_at') return partOf(tx, question, search, true, limit);
  const rows = after?.value === null ? [] : await partOf(tx, question, search, true, limit);
  if (rows.length >= limit) return rows;
  return [...rows, ...(await partOf(tx, question, search, false, limit - rows.length))];
}

/** How many reports a question asks for and the scope shows; more than `most` are not counted. */
export async function countReports(
  tx: Tx,
  question: Omit<ListQuestion, 'after' | 'limit'>,
  most: number,
): Promise<number> {
  const search = await searchOf(tx, question.search);
  const { conditions: c } = conditionsAt(tx, question);
  addSearch(c, search);
  const limit = c.parameter(most, 'integer');
  const units = limitOf(question.sight.units);
  // Which of them is all the same: no order is asked for, but what a unit sees is found by one.
  const page: Page = {
    question: { ...question, order: 'received_at', after: null, limit: most },
    withValue: true,
    limit,
  };
  const found =
    units === null || (search && 'ids' in search)
      ? `SELECT FROM reports r WHERE ${c.and()} LIMIT ${limit}`
      : unitsPage(c, units, page);
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM (${found}) found`,
    c.parameters,
  );
  return row?.count ?? 0;
}
