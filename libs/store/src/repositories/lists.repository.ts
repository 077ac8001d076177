import { type Channel, type Priority, type Sight, type State } from '#libs/domain';
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
  readonly lat: number | null;
  readonly lon: number | null;
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
/** By the newest reports: surely more than that, and looking them up would take long for nothing. */
const OFTEN = 7_500;
/** Legs of units that see so much that they find a page sooner among all reports, by what they ask for. */
const MANY_LEGS = 20_000;

/** How a search goes about it: the ids of all that hold its words, as the database writes them, or each looked at. */
type Search = { readonly ids: string } | { readonly phrase: string };

async function searchOf(tx: Tx, search: string | null): Promise<Search | null> {
  if (search === null) return null;
  const words = wordsOf(search);
  const phrase = ` ${words.join(' ')} `;
  const [found] = await tx.query<{ ids: string | null }>(
    `SELECT CASE WHEN kip_often($1) < $2 THEN (
       SELECT CASE WHEN count(*) <= $4 THEN coalesce(array_agg(id), '{}') END FROM kip_found($3, $4 + 1) id
     ) END::text AS ids`,
    [phrase, OFTEN, words, FOUND_AT_MOST],
  );
  const ids = found?.ids ?? null;
  return ids === null ? { phrase } : { ids };
}

/** The units whose reports are looked up by themselves; null: all reports are looked through, and the scope binds. */
async function unitsOf(
  tx: Tx,
  { units }: Sight,
  search: Search | null,
): Promise<readonly string[] | null> {
  const limited = limitOf(units);
  if (limited === null || (search && 'ids' in search)) return null;
  const [row] = await tx.query<{ many: boolean }>(
    `SELECT count(*) > $2 AS many FROM (SELECT FROM legs WHERE unit_code = ANY ($1) LIMIT $2 + 1) held`,
    [limited, MANY_LEGS],
  );
  return row?.many ? null : limited;
}

function addSearch(c: Conditions, search: Search | null): void {
  if (search === null) return;
  if ('ids' in search) c.all.push(`r.id = ANY (${c.parameter(search.ids, 'uuid[]')})`);
  else c.all.push(`kip_says(r.id, ${c.parameter(search.phrase, 'text')})`);
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
  const cutBy = (value: string, id: string): string =>
    `${orderBy(page, value, id)} LIMIT ${page.limit}`;
  const cut = cutBy(column, 'r.id');
  const [only, ...others] = units;
  const is = only !== undefined && others.length === 0 ? c.parameter(only, 'text') : null;
  const ofUnits = is === null ? `= ANY (${c.parameter(units, 'text[]')})` : `= ${is}`;
  const networks = limitOf(sight.networks);
  const offered =
    networks === null ? 'true' : `r.network_code = ANY (${c.parameter(networks, 'text[]')})`;
  // The order of receipt stands on the leg itself.
  const [value, id] = order === 'received_at' ? ['l.passed_on', 'l.report_id'] : [column, 'r.id'];
  return `
    (SELECT r.id, ${column} AS value FROM reports r WHERE r.unit_code ${ofUnits} AND ${conditions} ${cut})
    UNION (SELECT r.id, ${column} FROM reports r WHERE r.state = 'offered' AND ${offered} AND ${conditions} ${cut})
    UNION (SELECT DISTINCT ${id}, ${value} FROM legs l JOIN reports r ON r.id = l.report_id
      WHERE l.unit_code ${ofUnits} AND l.passed_on IS NOT NULL AND ${where(value, id)} AND ${conditions}
      ${cutBy(value, id)})
    ${cutBy('value', 'id')}`;
}

const columnsAt = (
  now: string,
): string => `r.id, r.code, r.version, r.state, r.stream_code, r.category_code,
  r.area_code, r.network_code, r.unit_code, r.priority, r.channel, r.text, r.address, r.lat, r.lon, r.open_children,
  r.parent_id,
  r.received_at, r.due_at, r.updated_at, ${overdueAt(now)} AS overdue, ${PAUSED} AS paused`;

/** How the rows of a list are looked for. */
interface How {
  readonly search: Search | null;
  readonly units: readonly string[] | null;
}

/** A row as it is read; the code of what it is a part of is looked up afterwards, for few are. */
type ReadRow = Omit<ListRow, 'parent_code'> & { readonly parent_id: string | null };

async function withParents(tx: Tx, rows: readonly ReadRow[]): Promise<readonly ListRow[]> {
  const ids = rows.flatMap(({ parent_id }) => parent_id ?? []);
  const parents =
    ids.length === 0
      ? []
      : await tx.query<{ id: string; code: string }>(
          'SELECT id, code FROM reports WHERE id = ANY ($1::uuid[])',
          [ids],
        );
  const codes = new Map(parents.map(({ id, code }) => [id, code]));
  return rows.map(({ parent_id, ...row }) => ({
    ...row,
    parent_code: parent_id === null ? null : (codes.get(parent_id) ?? null),
  }));
}

async function partOf(
  tx: Tx,
  question: ListQuestion,
  { search, units }: How,
  withValue: boolean,
  limit: number,
): Promise<ReadRow[]> {
  const { conditions: c, now } = conditionsAt(tx, question);
  addSearch(c, search);
  const page: Page = { question, withValue, limit: c.parameter(limit, 'integer') };
  const order = orderBy(page, `r.${question.order}`, 'r.id');
  if (units === null) {
    const where = c.and(placed(c, page)(`r.${question.order}`, 'r.id'));
    // What was found is put in order: the planner would rather go through everything in its order.
    const found = search && 'ids' in search;
    const [held, from] = found
      ? [`WITH held AS MATERIALIZED (SELECT r.* FROM reports r WHERE ${where})`, 'held r']
      : ['', `reports r WHERE ${where}`];
    const sql = `${held} SELECT ${columnsAt(now)} FROM ${from} ${order} LIMIT ${page.limit}`;
    return tx.query<ReadRow>(sql, c.parameters);
  }
  const sql = `WITH page AS (${unitsPage(c, units, page)})
    SELECT ${columnsAt(now)} FROM page JOIN reports r ON r.id = page.id ${order}`;
  return tx.query<ReadRow>(sql, c.parameters);
}

/**
 * Whether the planner may collect rows before it puts them in order. It does not know that what has a due is
 * what is open, and would collect far too much of either.
 */
async function mayCollect(tx: Tx, may: boolean): Promise<void> {
  await tx.prepared(`SELECT set_config('enable_bitmapscan', $1, true)`, [may ? 'on' : 'off']);
}

/** The reports that a question asks for, as far as the transaction's scope shows them. */
export async function listReports(tx: Tx, question: ListQuestion): Promise<readonly ListRow[]> {
  const { limit, order, after } = question;
  const search = await searchOf(tx, question.search);
  const how = { search, units: await unitsOf(tx, question.sight, search) };
  if (order !== 'due_at') return withParents(tx, await partOf(tx, question, how, true, limit));
  await mayCollect(tx, false);
  const rows = after?.value === null ? [] : await partOf(tx, question, how, true, limit);
  await mayCollect(tx, true);
  if (rows.length >= limit) return withParents(tx, rows);
  const rest = await partOf(tx, question, how, false, limit - rows.length);
  return withParents(tx, [...rows, ...rest]);
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
  const units = await unitsOf(tx, question.sight, search);
  // Which of them is all the same: no order is asked for, but what a unit sees is found by one.
  const page: Page = {
    question: { ...question, order: 'received_at', after: null, limit: most },
    withValue: true,
    limit,
  };
  const found =
    units === null
      ? `SELECT FROM reports r WHERE ${c.and()} LIMIT ${limit}`
      : unitsPage(c, units, page);
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM (${found}) found`,
    c.parameters,
  );
  return row?.count ?? 0;
}
