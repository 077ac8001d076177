import { type InboxName, type Priority, type State } from '#libs/domain';
import { type Tx } from '../store.js';

/** Whose inboxes. Row security decides what is seen; this says what of it is theirs to do. */
export interface InboxPerson {
  readonly code: string;
  /** The units for which they act; empty: they work for the desk. */
  readonly unitCodes: readonly string[];
  readonly networkCodes: readonly string[];
}

/** A case in an inbox. `due` is what the inbox is about: a promise, a leg's due, an answer's, a date given. */
export interface InboxRow {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly state: State;
  readonly stream: string;
  readonly category: string | null;
  readonly area: string | null;
  readonly network: string | null;
  readonly unit: string | null;
  readonly priority: Priority;
  readonly text: string;
  readonly address: string | null;
  readonly received_at: Date;
  readonly promise: Date | null;
  readonly due: Date | null;
}

/** Where a page of an inbox ended. */
export interface InboxPlace {
  readonly value: Date | null;
  readonly id: string;
}

/** Values as they come, each by its number. */
class Parameters {
  readonly all: unknown[] = [];

  add(value: unknown, type: string): string {
    this.all.push(value);
    return `$${this.all.length}::${type}`;
  }
}

/** How an inbox finds its cases `r`, each by an index of its own, and by what they are ordered. */
interface InboxSql {
  readonly from: string;
  readonly due: string;
  readonly where: (p: Parameters, me: InboxPerson, now: Date) => string;
}

const OPEN_CYCLE = 'cycles c JOIN reports r ON r.id = c.report_id';
const OPEN_LEG = 'legs l JOIN reports r ON r.id = l.report_id';
/** What is a day away is near. */
const NEAR = "interval '1 day'";

/** Row security shows a unit its own legs only: one that is open says that the unit has the case now. */
const held = ({ unitCodes }: InboxPerson): string =>
  unitCodes.length === 0
    ? 'true'
    : 'EXISTS (SELECT FROM legs own WHERE own.report_id = r.id AND own.ended_at IS NULL)';

const SQL: Readonly<Record<InboxName, InboxSql>> = {
  triage: {
    ...{ from: 'reports r', due: 'r.due_at' },
    where: () => `r.state IN ('received', 'in_review')`,
  },
  offers: {
    ...{ from: 'reports r', due: 'r.due_at' },
    where: (p, me) =>
      `r.state = 'offered' AND r.network_code = ANY (${p.add(me.networkCodes, 'text[]')})`,
  },
  mine: {
    ...{ from: OPEN_LEG, due: 'l.due_at' },
    where: (p, me) => `l.ended_at IS NULL AND l.person_code = ${p.add(me.code, 'text')}`,
  },
  untaken: {
    ...{ from: OPEN_LEG, due: 'l.due_at' },
    where: (p, me) => `l.ended_at IS NULL AND r.state = 'assigned'
      AND l.unit_code = ANY (${p.add(me.unitCodes, 'text[]')})`,
  },
  responses: {
    ...{ from: OPEN_CYCLE, due: 'c.respond_due_at' },
    where: (_p, me) => `c.ended_at IS NULL AND c.responded_at IS NULL
      AND c.respond_due_at IS NOT NULL AND ${held(me)}`,
  },
  refused: {
    ...{
      from: 'reports r JOIN cycles c ON c.report_id = r.id AND c.ended_at IS NULL',
      due: 'r.due_at',
    },
    where: () =>
      `r.state IN ('received', 'in_review') AND r.state = 'in_review' AND c.refusals > 0`,
  },
  extensions: {
    from: `extensions x JOIN legs l ON l.id = x.leg_id JOIN reports r ON r.id = x.report_id`,
    due: 'l.due_at',
    where: () => `x.outcome = 'open'`,
  },
  commitments: {
    ...{ from: OPEN_LEG, due: 'l.committed_to' },
    where: (p, _me, now) => `l.ended_at IS NULL AND l.committed_to IS NOT NULL
      AND l.committed_to < ${p.add(now, 'timestamptz')} + ${NEAR}`,
  },
  overdue: {
    ...{ from: OPEN_CYCLE, due: 'c.due_at' },
    // Breached, whether or not anybody has noticed it yet (clock law 2).
    where: (p, me, now) => `c.ended_at IS NULL AND (c.breached_at IS NOT NULL
      OR (c.due_at < ${p.add(now, 'timestamptz')} AND NOT EXISTS (SELECT FROM pauses p
        WHERE p.report_id = c.report_id AND p.stops_clock AND p.ended_at IS NULL))) AND ${held(me)}`,
  },
};

function afterPlace(p: Parameters, due: string, { value, id }: InboxPlace): string {
  const last = p.add(id, 'uuid');
  if (value === null) return `(${due} IS NULL AND r.id > ${last})`;
  return `((${due}, r.id) > (${p.add(value, 'timestamptz')}, ${last}) OR ${due} IS NULL)`;
}

/** The cases of an inbox, oldest due first; those without a due come last. */
export async function inboxRows(
  tx: Tx,
  name: InboxName,
  me: InboxPerson,
  after: InboxPlace | null,
  limit: number,
): Promise<InboxRow[]> {
  const { from, due, where } = SQL[name];
  const p = new Parameters();
  const all = [where(p, me, tx.now), ...(after ? [afterPlace(p, due, after)] : [])];
  return tx.query<InboxRow>(
    `SELECT r.id, r.code, r.version, r.state, r.stream_code AS stream, r.category_code AS category,
       r.area_code AS area, r.network_code AS network, r.unit_code AS unit, r.priority, r.text, r.address,
       r.received_at, r.due_at AS promise, ${due} AS due
     FROM ${from} WHERE ${all.join(' AND ')} ORDER BY ${due}, r.id LIMIT ${p.add(limit, 'integer')}`,
    p.all,
  );
}

/** How many cases an inbox holds; more than `most` are not counted. */
export async function inboxCount(
  tx: Tx,
  name: InboxName,
  me: InboxPerson,
  most: number,
): Promise<number> {
  const { from, where } = SQL[name];
  const p = new Parameters();
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM (
       SELECT FROM ${from} WHERE ${where(p, me, tx.now)} LIMIT ${p.add(most, 'integer')}) found`,
    p.all,
  );
  return row?.count ?? 0;
}
