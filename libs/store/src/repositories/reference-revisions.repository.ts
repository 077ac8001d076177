import { isDeepStrictEqual } from 'node:util';
import { type EntityTarget, type ObjectLiteral } from 'typeorm';
import { loadReference } from '../reference.js';
import { EDITED, type EditedKind, type EditedRows, type EditedShapes } from '../seed/edited.js';
import { type Surroundings } from '../seed/edited-check.js';
import { type Tx } from '../store.js';
import { currentCalendars } from './calendars.repository.js';
import { currentPolicies } from './policies.repository.js';
import { type RevisionPlan, type Saving, planRevision } from './revisions.js';

/** An entry as somebody saved it. */
export interface EntryRevision<Kind extends EditedKind> {
  readonly revision: number;
  readonly entry: EditedShapes[Kind];
  /** Null: before such was noted. */
  readonly savedAt: Date | null;
  /** Null: a seed or the command line. */
  readonly savedBy: string | null;
}

/** An entry that is in force, and which of its revisions that is. */
export interface CurrentEntry<Kind extends EditedKind> extends EntryRevision<Kind> {
  readonly code: string;
}

/** What saving an entry comes to, or came to. */
export interface SavedEntry extends RevisionPlan {
  /** The names of its fields that become another. */
  readonly changes: readonly {
    readonly field: string;
    readonly before: unknown;
    readonly after: unknown;
  }[];
}

/** Somebody else saved the entry since it was read. */
export class EntryChanged extends Error {
  constructor(
    readonly entry: string,
    readonly expected: number,
    readonly current: number,
  ) {
    super(`${entry}: revision ${expected} was read, revision ${current} is current`);
    this.name = 'EntryChanged';
  }
}

interface RevisionRow {
  readonly code: string;
  readonly revision: number;
  readonly savedAt: Date | null;
  readonly savedBy: string | null;
}

/** Of the code, or of all: the newest revision of each that was ever saved at the desk. */
async function newest(tx: Tx, kind: EditedKind): Promise<ReadonlyMap<string, RevisionRow>> {
  const rows = await tx.query<RevisionRow>(
    `SELECT DISTINCT ON (code) code, revision, saved_at AS "savedAt", saved_by AS "savedBy"
     FROM reference_revisions WHERE kind = $1 ORDER BY code, revision DESC`,
    [kind],
  );
  return new Map(rows.map((row) => [row.code, row]));
}

/** The first revision of what a seed wrote, before anybody has saved it here. */
const SEEDED = { revision: 1, savedAt: null, savedBy: null } as const;

/** All entries of a kind, by code; those that ended among them. */
export async function currentEntries<Kind extends EditedKind>(
  tx: Tx,
  kind: Kind,
): Promise<readonly CurrentEntry<Kind>[]> {
  const edited = EDITED[kind];
  const saved = await newest(tx, kind);
  const rows = await tx.manager.find(edited.entity);
  return rows
    .map((row) => {
      const { revision, savedAt, savedBy } = saved.get(row.code) ?? SEEDED;
      return { code: row.code, entry: edited.entryOf(row), revision, savedAt, savedBy };
    })
    .sort((one, other) => one.code.localeCompare(other.code));
}

/** Every revision of an entry, the newest first; empty where there is no such entry. */
export async function entryRevisions<Kind extends EditedKind>(
  tx: Tx,
  kind: Kind,
  code: string,
): Promise<readonly EntryRevision<Kind>[]> {
  const rows = await tx.query<EntryRevision<Kind>>(
    `SELECT revision, body AS entry, saved_at AS "savedAt", saved_by AS "savedBy"
     FROM reference_revisions WHERE kind = $1 AND code = $2 ORDER BY revision DESC`,
    [kind, code],
  );
  if (rows.length > 0) {
    const edited = EDITED[kind];
    const ordered = (entry: EditedShapes[Kind]): EditedShapes[Kind] =>
      edited.entryOf(edited.rowOf(entry));
    return rows.map((row) => ({ ...row, entry: ordered(row.entry) }));
  }
  const found = await rowOf(tx, kind, code);
  return found ? [{ ...SEEDED, entry: EDITED[kind].entryOf(found) }] : [];
}

async function rowOf<Kind extends EditedKind>(
  { manager }: Tx,
  kind: Kind,
  code: string,
): Promise<EditedRows[Kind] | null> {
  const { entity } = EDITED[kind];
  const rows = await manager.find(entity);
  return rows.find((row) => row.code === code) ?? null;
}

/** What entries are held against, as it stands in this transaction. */
export async function surroundings(tx: Tx): Promise<Surroundings> {
  return {
    reference: await loadReference(tx),
    policies: new Set((await currentPolicies(tx)).map(({ code }) => code)),
    calendars: new Set((await currentCalendars(tx)).map(({ code }) => code)),
  };
}

/** One after the other: what is saved is checked beside everything else that is in force. */
export async function alone(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('kip.reference'))`);
}

/** What saving an entry would come to; nothing is stored. */
export async function planEntry<Kind extends EditedKind>(
  tx: Tx,
  kind: Kind,
  row: EditedRows[Kind],
): Promise<SavedEntry> {
  const edited = EDITED[kind];
  const [current] = await entryRevisions(tx, kind, row.code);
  const before = plain(current?.entry ?? {});
  const after = plain(edited.entryOf(row));
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes = fields
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
  const known = current ? { revision: current.revision, same: changes.length === 0 } : null;
  return { ...planRevision(row.code, known), changes };
}

/** As it is kept: without what is undefined. */
function plain(value: object): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}

/**
 * Puts an entry in force, and keeps what was there before. To be called `alone`.
 * @throws EntryChanged where another revision is current than the one that was read
 */
export async function saveEntry<Kind extends EditedKind>(
  tx: Tx,
  kind: Kind,
  row: EditedRows[Kind],
  { by, expected }: Saving,
): Promise<SavedEntry> {
  const planned = await planEntry(tx, kind, row);
  const { before, result, revision } = planned;
  if (expected !== null && expected !== before) {
    throw new EntryChanged(`${kind} ${row.code}`, expected, before);
  }
  if (result === 'same') return planned;
  const edited = EDITED[kind];
  await noteFirst(tx, kind, await rowOf(tx, kind, row.code));
  const entity: EntityTarget<ObjectLiteral> = edited.entity;
  await tx.manager.upsert(entity, [row], ['code']);
  await insert(tx, kind, row.code, revision, edited.entryOf(row), { at: tx.now, by });
  return planned;
}

/** Notes what a seed wrote, before it is replaced for the first time. */
async function noteFirst<Kind extends EditedKind>(
  tx: Tx,
  kind: Kind,
  before: EditedRows[Kind] | null,
): Promise<void> {
  if (!before) return;
  const entry = EDITED[kind].entryOf(before);
  await insert(tx, kind, before.code, 1, entry, { at: null, by: null });
}

async function insert(
  tx: Tx,
  kind: EditedKind,
  code: string,
  revision: number,
  entry: object,
  { at, by }: { readonly at: Date | null; readonly by: string | null },
): Promise<void> {
  await tx.query(
    `INSERT INTO reference_revisions (kind, code, revision, body, saved_at, saved_by)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [kind, code, revision, JSON.stringify(entry), at, by],
  );
}

/** The codes of what somebody at the desk saved last. */
export async function savedAtDesk(tx: Tx, kind: EditedKind): Promise<ReadonlySet<string>> {
  const rows = [...(await newest(tx, kind)).values()];
  return new Set(rows.filter(({ savedBy }) => savedBy !== null).map(({ code }) => code));
}

/** Notes that a seed replaces what has revisions already; what has none is not noted. */
export async function noteReseeded<Kind extends EditedKind>(
  tx: Tx,
  kind: Kind,
  rows: readonly ObjectLiteral[],
): Promise<void> {
  const known = await newest(tx, kind);
  const edited = EDITED[kind];
  for (const row of rows) {
    const code = String(row['code']);
    const last = known.get(code);
    if (!last) continue;
    await insert(tx, kind, code, last.revision + 1, edited.entryOf(row as EditedRows[Kind]), {
      at: tx.now,
      by: null,
    });
  }
}
