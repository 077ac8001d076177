import { type JsonObject } from '#libs/domain';
import { type Tx } from '../store.js';

/** A list that somebody saved under a name: what it asks for, and nothing of what it finds. */
export interface SavedView {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  /** Everybody finds it among theirs; each sees in it what their own scope shows. */
  readonly shared: boolean;
  readonly query: JsonObject;
  readonly savedAt: Date;
}

const COLUMNS = `id, person_code AS person, name, shared, query, saved_at AS "savedAt"`;

/** The views of the transaction's own person and the shared ones, own ones first, by name. */
export async function viewsFor(tx: Tx, person: string): Promise<SavedView[]> {
  return tx.prepared<SavedView>(
    `SELECT ${COLUMNS} FROM saved_views WHERE person_code = $1 OR shared
     ORDER BY (person_code = $1) DESC, name, id`,
    [person],
  );
}

/**
 * Writes a view, new or in the place of the person's own one with its id.
 * @returns null where the id is another's
 */
export async function saveView(
  tx: Tx,
  view: Omit<SavedView, 'savedAt'>,
): Promise<SavedView | null> {
  const { id, person, name, shared, query } = view;
  const [saved] = await tx.prepared<SavedView>(
    `UPDATE saved_views SET name = $3, shared = $4, query = $5, saved_at = $6
     WHERE id = $1 AND person_code = $2 RETURNING ${COLUMNS}`,
    [id, person, name, shared, JSON.stringify(query), tx.now],
  );
  if (saved) return saved;
  const [added] = await tx.prepared<SavedView>(
    `INSERT INTO saved_views (id, person_code, name, shared, query, saved_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    [id, person, name, shared, JSON.stringify(query), tx.now],
  );
  return added ?? null;
}

/**
 * Deletes one of the person's own views.
 * @param sharedToo whether it may be another's, where it is shared
 * @returns whether there was one
 */
export async function deleteView(
  tx: Tx,
  person: string,
  id: string,
  sharedToo: boolean,
): Promise<boolean> {
  const gone = await tx.prepared(
    'DELETE FROM saved_views WHERE id = $1 AND (person_code = $2 OR ($3 AND shared)) RETURNING id',
    [id, person, sharedToo],
  );
  return gone.length > 0;
}
