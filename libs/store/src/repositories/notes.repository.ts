import { newId } from '../new-id.js';
import { type Scope, type Tx, scopeSettings } from '../store.js';

/** What somebody writes about a case for those who work on it; no reporter reads it. */
export interface Note {
  readonly id: string;
  readonly author: string;
  readonly forUnits: boolean;
  readonly text: string;
  readonly at: Date;
}

/** Adds a note under the transaction's instant, of the unit whose staff its author is. @returns its id */
export async function addNote(
  tx: Tx,
  note: Pick<Note, 'author' | 'forUnits' | 'text'> & { readonly reportId: string },
): Promise<string> {
  const id = newId();
  await tx.prepared(
    `INSERT INTO notes (id, report_id, author_code, unit_code, for_units, text, at)
     VALUES ($1, $2, $3, (SELECT unit_code FROM people WHERE code = $3 AND role = 'unit_staff'), $4, $5, $6)`,
    [id, note.reportId, note.author, note.forUnits, note.text, tx.now],
  );
  return id;
}

/**
 * The notes of a case that the transaction's scope shows, latest first.
 * @param before the id of the last note of the page before; null: from the latest on
 */
export async function notesOf(
  tx: Tx,
  reportId: string,
  before: string | null,
  limit: number,
): Promise<Note[]> {
  return tx.prepared<Note>(
    `SELECT id, author_code AS author, for_units AS "forUnits", text, at FROM notes
     WHERE report_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [reportId, before, limit],
  );
}

/** A note by its id; null where the scope does not show it. */
export async function findNote(tx: Tx, id: string): Promise<Note | null> {
  const [note] = await tx.prepared<Note>(
    `SELECT id, author_code AS author, for_units AS "forUnits", text, at FROM notes WHERE id = $1`,
    [id],
  );
  return note ?? null;
}

/** Somebody whom a note mentions, and how far they see. */
export interface Mentioned {
  readonly code: string;
  readonly scope: Scope;
}

/**
 * Which of these people would not see a note: row security itself is asked, under the scope of each.
 * @param own the transaction's own scope, which holds again afterwards
 */
export async function blindTo(
  tx: Tx,
  own: Scope,
  noteId: string,
  people: readonly Mentioned[],
): Promise<readonly string[]> {
  const blind: string[] = [];
  for (const { code, scope } of people) {
    await takeScope(tx, scope);
    if (!(await findNote(tx, noteId))) blind.push(code);
  }
  await takeScope(tx, own);
  return blind;
}

async function takeScope(tx: Tx, scope: Scope): Promise<void> {
  await tx.prepared(
    `SELECT set_config('kip.streams', $1, true), set_config('kip.units', $2, true),
       set_config('kip.networks', $3, true), set_config('kip.contacts', $4, true),
       set_config('kip.areas', $5, true), set_config('kip.person', $6, true),
       set_config('kip.insider', $7, true)`,
    scopeSettings(scope),
  );
}

/** Keeps whom a note mentions, each unread. */
export async function addMentions(
  tx: Tx,
  reportId: string,
  noteId: string,
  people: readonly string[],
): Promise<void> {
  if (people.length === 0) return;
  await tx.prepared(
    `INSERT INTO mentions (id, note_id, report_id, person_code)
     SELECT * FROM unnest($1::uuid[], array_fill($2::uuid, ARRAY[cardinality($1::uuid[])]),
       array_fill($3::uuid, ARRAY[cardinality($1::uuid[])]), $4::text[])`,
    [people.map(() => newId()), noteId, reportId, people],
  );
}

/** That somebody was mentioned, with the note as it stands. */
export interface Mention {
  readonly id: string;
  readonly reportCode: string;
  readonly author: string;
  readonly text: string;
  readonly at: Date;
  readonly readAt: Date | null;
}

/** Where a page of mentions ended. */
export interface MentionPlace {
  readonly unread: boolean;
  readonly id: string;
}

const MENTION = `SELECT m.id, r.code AS "reportCode", n.author_code AS author, n.text, n.at,
  m.read_at AS "readAt" FROM mentions m JOIN notes n ON n.id = m.note_id JOIN reports r ON r.id = m.report_id`;

/** The mentions of the transaction's own person: unread ones first, and of both the latest first. */
export async function mentionsOf(
  tx: Tx,
  person: string,
  after: MentionPlace | null,
  limit: number,
): Promise<Mention[]> {
  return tx.prepared<Mention>(
    `${MENTION} WHERE m.person_code = $1
       AND ($2::uuid IS NULL OR (m.read_at IS NULL, m.id) < ($3::boolean, $2))
     ORDER BY (m.read_at IS NULL) DESC, m.id DESC LIMIT $4`,
    [person, after?.id ?? null, after?.unread ?? null, limit],
  );
}

/** Notes that a mention was read, the first time it was. @returns null where it is not one's own */
export async function readMention(tx: Tx, person: string, id: string): Promise<Mention | null> {
  await tx.prepared(
    'UPDATE mentions SET read_at = $3 WHERE id = $1 AND person_code = $2 AND read_at IS NULL',
    [id, person, tx.now],
  );
  const [mention] = await tx.prepared<Mention>(
    `${MENTION} WHERE m.id = $1 AND m.person_code = $2`,
    [id, person],
  );
  return mention ?? null;
}
