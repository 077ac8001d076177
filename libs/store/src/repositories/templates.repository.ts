import { type Action, fold } from '#libs/domain';
import { type Tx } from '../store.js';

/** A text to answer with, before a case is filled in. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly textVi: string;
  readonly textEn: string | null;
  /** For which acts it is offered. */
  readonly actions: readonly Action[];
  /** Null: for every stream. */
  readonly streamCode: string | null;
  /** Null: for every unit. */
  readonly unitCode: string | null;
  readonly savedBy: string;
  readonly savedAt: Date;
}

/** Which templates; what is null asks for nothing. */
export interface TemplateQuestion {
  readonly words: string | null;
  readonly action: Action | null;
  readonly streamCode: string | null;
  readonly unitCode: string | null;
  readonly after: { readonly name: string; readonly id: string } | null;
  readonly limit: number;
}

const COLUMNS = `id, name, text_vi AS "textVi", text_en AS "textEn", actions, stream_code AS "streamCode",
  unit_code AS "unitCode", saved_by AS "savedBy", saved_at AS "savedAt"`;

/** By what templates are ordered and looked for: their name without accents. */
export function templateOrder({ name }: Pick<Template, 'name'>): string {
  return fold(name);
}

/** The templates that a question asks for and the scope shows, by name. */
export async function listTemplates(tx: Tx, question: TemplateQuestion): Promise<Template[]> {
  const { words, action, streamCode, unitCode, after, limit } = question;
  const pattern = words === null ? null : `%${fold(words)}%`;
  return tx.prepared<Template>(
    `SELECT ${COLUMNS} FROM templates
     WHERE ($1::text IS NULL OR search_name LIKE $1) AND ($2::text IS NULL OR $2 = ANY (actions))
       AND ($3::text IS NULL OR stream_code IS NULL OR stream_code = $3)
       AND ($4::text IS NULL OR unit_code IS NULL OR unit_code = $4)
       AND ($6::uuid IS NULL OR (search_name COLLATE "C", id) > ($5, $6))
     ORDER BY search_name COLLATE "C", id LIMIT $7`,
    [pattern, action, streamCode, unitCode, after?.name ?? null, after?.id ?? null, limit],
  );
}

/** A template by its id; null where the scope does not show it. */
export async function findTemplate(tx: Tx, id: string): Promise<Template | null> {
  const [template] = await tx.prepared<Template>(`SELECT ${COLUMNS} FROM templates WHERE id = $1`, [
    id,
  ]);
  return template ?? null;
}

/**
 * Writes a template, new or in the place of the one with its id.
 * @returns false where the id is one that the scope does not show
 */
export async function saveTemplate(tx: Tx, template: Omit<Template, 'savedAt'>): Promise<boolean> {
  const values = [
    ...[template.id, template.name, fold(template.name), template.textVi, template.textEn],
    ...[template.actions, template.streamCode, template.unitCode, template.savedBy, tx.now],
  ];
  const changed = await tx.prepared(
    `UPDATE templates SET name = $2, search_name = $3, text_vi = $4, text_en = $5, actions = $6,
       stream_code = $7, unit_code = $8, saved_by = $9, saved_at = $10 WHERE id = $1 RETURNING id`,
    values,
  );
  if (changed.length > 0) return true;
  const added = await tx.prepared(
    `INSERT INTO templates (id, name, search_name, text_vi, text_en, actions, stream_code, unit_code,
       saved_by, saved_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT DO NOTHING RETURNING id`,
    values,
  );
  return added.length > 0;
}

/** Deletes a template. @returns whether the scope showed one */
export async function deleteTemplate(tx: Tx, id: string): Promise<boolean> {
  const gone = await tx.prepared<{ id: string }>(
    'DELETE FROM templates WHERE id = $1 RETURNING id',
    [id],
  );
  return gone.length > 0;
}

/** The name that a report's sender gave; null where there is none, or the scope does not show it. */
export async function reporterName(tx: Tx, reportId: string): Promise<string | null> {
  const [contact] = await tx.prepared<{ name: string | null }>(
    'SELECT name FROM contacts WHERE report_id = $1',
    [reportId],
  );
  return contact?.name ?? null;
}
