import {
  type DocumentAsked,
  type DocumentFormat,
  type DocumentLanguage,
  type DocumentState,
} from '#libs/contracts';
import { type JsonObject } from '#libs/domain';
import { type Scope, type Tx } from '../store.js';

/** What is asked for: the paper, and what whoever asked may see; null: everything. */
export interface AskedDocument {
  readonly id: string;
  readonly format: DocumentFormat;
  readonly language: DocumentLanguage;
  readonly asked: DocumentAsked;
  readonly scope: Scope | null;
  readonly askedBy: string | null;
}

/** What is kept of what was printed: every figure, and by what all of it is known again. */
export interface FrozenDocument {
  readonly asOf: Date;
  readonly figures: JsonObject;
  /** Lower-case hex of the canonical text of `figures`. */
  readonly figuresSha256: string;
  /** So many reports are behind the figures, and the digest of their codes, classes and clocks. */
  readonly reports: number;
  readonly reportsSha256: string;
  readonly fileSha256: string;
}

/** How far a document has come, without its figures. */
export interface DocumentRow extends Omit<AskedDocument, 'scope'> {
  readonly askedAt: Date;
  readonly state: DocumentState;
  readonly progress: number;
  readonly error: string | null;
  readonly asOf: Date | null;
  readonly figuresSha256: string | null;
  readonly reports: number | null;
}

/** A document with all that is kept of it. */
export interface PrintedDocument extends AskedDocument, FrozenDocument {
  readonly askedAt: Date;
  readonly doneAt: Date;
}

/** A document that this process works on, and until when it is this one's. */
export interface HeldDocument extends AskedDocument {
  /** How often somebody began it, this time too. */
  readonly tries: number;
}

const ASKED = `id, format, language, asked, scope, asked_by AS "askedBy"`;
const ROW = `id, format, language, asked, asked_by AS "askedBy", asked_at AS "askedAt", state, progress,
  error, as_of AS "asOf", figures_sha256 AS "figuresSha256", reports`;
const FROZEN = `as_of AS "asOf", figures, figures_sha256 AS "figuresSha256", reports,
  reports_sha256 AS "reportsSha256", file_sha256 AS "fileSha256"`;

/** A worker that tells nothing for so long has died. */
const HELD = `clock_timestamp() + interval '2 minutes'`;

/** Writes down that somebody wants a document: what prints them finds it. */
export async function askDocument(tx: Tx, document: AskedDocument): Promise<DocumentRow> {
  const { id, format, language, asked, scope, askedBy } = document;
  const [row] = await tx.query<DocumentRow>(
    `INSERT INTO documents (id, format, language, asked, scope, asked_by, asked_at, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting') RETURNING ${ROW}`,
    [
      ...[id, format, language, JSON.stringify(asked)],
      ...[scope === null ? null : JSON.stringify(scope), askedBy, tx.now],
    ],
  );
  if (!row) throw new Error('the document was not written');
  return row;
}

/** How many of a person's documents are not there yet. */
export async function waitingDocuments(tx: Tx, person: string): Promise<number> {
  const [row] = await tx.query<{ many: number }>(
    `SELECT count(*)::int AS many FROM documents
     WHERE asked_by = $1 AND state IN ('waiting', 'running')`,
    [person],
  );
  return row?.many ?? 0;
}

/** A person's documents, the newest first. */
export async function documentsOf(tx: Tx, person: string, most: number): Promise<DocumentRow[]> {
  return tx.query<DocumentRow>(
    `SELECT ${ROW} FROM documents WHERE asked_by = $1 ORDER BY id DESC LIMIT $2`,
    [person, most],
  );
}

/** What somebody asked for, or was mailed to them: the second is the transaction's own person's to see. */
const THEIRS = `(asked_by = $1 OR kip_mailed_to_me(id))`;

/** One of a person's documents; null where there is none of theirs. */
export async function documentOf(tx: Tx, person: string, id: string): Promise<DocumentRow | null> {
  const [row] = await tx.query<DocumentRow>(
    `SELECT ${ROW} FROM documents WHERE ${THEIRS} AND id = $2`,
    [person, id],
  );
  return row ?? null;
}

/** The file of one of a person's documents; null where there is none. */
export async function documentFile(tx: Tx, person: string, id: string): Promise<Buffer | null> {
  const [row] = await tx.query<{ file: Buffer | null }>(
    `SELECT file FROM documents WHERE ${THEIRS} AND id = $2 AND state = 'done'`,
    [person, id],
  );
  return row?.file ?? null;
}

/** The longest-waiting document that nobody works on, from now on this process's; null: there is none. */
export async function takeDocument(tx: Tx): Promise<HeldDocument | null> {
  const rows = await tx.query<HeldDocument>(
    `WITH next AS (
       SELECT id FROM documents
       WHERE state = 'waiting' OR (state = 'running' AND held_until < clock_timestamp())
       ORDER BY asked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
     ), taken AS (
       UPDATE documents SET state = 'running', progress = 0, tries = tries + 1, held_until = ${HELD}
       FROM next WHERE documents.id = next.id
       RETURNING documents.*
     ) SELECT ${ASKED}, tries FROM taken`,
  );
  return rows[0] ?? null;
}

/** How one who works on a document is told from those who worked on it before. */
const MINE = `id = $1 AND state = 'running' AND tries = $2`;

/** `WITH` around a change, so that what comes back is rows whatever the statement. */
const changed = async (tx: Tx, update: string, values: readonly unknown[]): Promise<boolean> => {
  const rows = await tx.query(`WITH done AS (${update} RETURNING id) SELECT id FROM done`, values);
  return rows.length > 0;
};

/** Tells how far it has come, in percent, and that it goes on. @returns whether it is still this one's */
export async function documentProgress(
  tx: Tx,
  { id, tries }: HeldDocument,
  progress: number,
): Promise<boolean> {
  const update = `UPDATE documents SET progress = $3, held_until = ${HELD} WHERE ${MINE}`;
  return changed(tx, update, [id, tries, progress]);
}

/** @returns whether it is still this one's to give up */
export async function failDocument(
  tx: Tx,
  { id, tries }: HeldDocument,
  error: string,
): Promise<boolean> {
  const update = `UPDATE documents SET state = 'failed', error = $3, held_until = NULL, done_at = $4
     WHERE ${MINE}`;
  return changed(tx, update, [id, tries, error, tx.now]);
}

/** Gives it back to whoever comes next. @returns whether it is still this one's to give back */
export async function returnDocument(tx: Tx, { id, tries }: HeldDocument): Promise<boolean> {
  const update = `UPDATE documents SET state = 'waiting', held_until = NULL WHERE ${MINE}`;
  return changed(tx, update, [id, tries]);
}

const FROZEN_VALUES = (frozen: FrozenDocument): readonly unknown[] => [
  ...[frozen.asOf, JSON.stringify(frozen.figures), frozen.figuresSha256],
  ...[frozen.reports, frozen.reportsSha256, frozen.fileSha256],
];

/** Keeps what was printed, and the file. @returns whether it was still this one's */
export async function finishDocument(
  tx: Tx,
  { id, tries }: HeldDocument,
  frozen: FrozenDocument,
  file: Buffer,
): Promise<boolean> {
  const update = `UPDATE documents SET state = 'done', progress = 100, held_until = NULL, as_of = $3,
       figures = $4, figures_sha256 = $5, reports = $6, reports_sha256 = $7, file_sha256 = $8,
       file = $9, done_at = $10
     WHERE ${MINE}`;
  return changed(tx, update, [id, tries, ...FROZEN_VALUES(frozen), file, tx.now]);
}

/** Keeps what the command line has printed into a file of its own. */
export async function keepDocument(
  tx: Tx,
  document: AskedDocument,
  frozen: FrozenDocument,
): Promise<void> {
  const { id, format, language, asked, scope, askedBy } = document;
  await tx.query(
    `INSERT INTO documents (id, format, language, asked, scope, asked_by, asked_at, state, progress,
       as_of, figures, figures_sha256, reports, reports_sha256, file_sha256, done_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'done', 100, $8, $9, $10, $11, $12, $13, $7)`,
    [
      ...[id, format, language, JSON.stringify(asked)],
      ...[scope === null ? null : JSON.stringify(scope), askedBy, tx.now],
      ...FROZEN_VALUES(frozen),
    ],
  );
}

/** All that is kept of a printed document; null where none with this id was printed. */
export async function printedDocument(tx: Tx, id: string): Promise<PrintedDocument | null> {
  const [row] = await tx.query<PrintedDocument>(
    `SELECT ${ASKED}, ${FROZEN}, asked_at AS "askedAt", done_at AS "doneAt"
     FROM documents WHERE id = $1 AND state = 'done'`,
    [id],
  );
  return row ?? null;
}
