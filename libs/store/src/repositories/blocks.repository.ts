import { type OriginKind } from '#libs/domain';
import { newId } from '../new-id.js';
import { type Tx } from '../store.js';

/** Somebody who may not file: known by a keyed hash, and told to people by a label that says less. */
export interface NewBlock {
  readonly kind: OriginKind;
  /** Of addresses: how many bits of them count; of anything else null. */
  readonly prefix: number | null;
  readonly hash: string;
  readonly label: string;
  readonly reason: string;
  readonly until: Date;
}

/** A block as the desk sees it. */
export interface BlockRow extends Omit<NewBlock, 'hash' | 'prefix'> {
  readonly id: string;
  readonly addedBy: string;
  readonly addedAt: Date;
  readonly liftedBy: string | null;
  readonly liftedAt: Date | null;
}

const COLUMNS = `id, kind, label, reason, until, added_by AS "addedBy", added_at AS "addedAt",
  lifted_by AS "liftedBy", lifted_at AS "liftedAt"`;

/** Keeps somebody from filing. */
export async function addBlock(tx: Tx, block: NewBlock, by: string): Promise<BlockRow> {
  const { kind, prefix, hash, label, reason, until } = block;
  const [row] = await tx.prepared<BlockRow>(
    `INSERT INTO blocks (id, kind, prefix, hash, label, reason, until, added_by, added_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${COLUMNS}`,
    [newId(), kind, prefix, hash, label, reason, until, by, tx.now],
  );
  if (!row) throw new Error('the block was not written');
  return row;
}

/** Lets somebody file again. @returns null where there is no such block in force */
export async function liftBlock(tx: Tx, id: string, by: string): Promise<BlockRow | null> {
  const [row] = await tx.prepared<BlockRow>(
    `UPDATE blocks SET lifted_by = $2, lifted_at = $3
     WHERE id = $1 AND lifted_at IS NULL AND until > $3 RETURNING ${COLUMNS}`,
    [id, by, tx.now],
  );
  return row ?? null;
}

/** Blocks, newest first; `before` is the id of the last one of the page before. */
export async function listBlocks(
  tx: Tx,
  before: string | null,
  limit: number,
): Promise<BlockRow[]> {
  return tx.prepared<BlockRow>(
    `SELECT ${COLUMNS} FROM blocks WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
    [before, limit],
  );
}

/** What is blocked at this instant. */
export async function blocksInForce(
  tx: Tx,
): Promise<readonly Pick<NewBlock, 'kind' | 'prefix' | 'hash'>[]> {
  return tx.prepared<Pick<NewBlock, 'kind' | 'prefix' | 'hash'>>(
    'SELECT kind, prefix, hash FROM blocks WHERE lifted_at IS NULL AND until > $1',
    [tx.now],
  );
}

/** What is kept of whoever has these telephone numbers, by their hashes. */
export async function blocksOf(
  tx: Tx,
  hashes: readonly string[],
): Promise<readonly { readonly reason: string; readonly until: Date }[]> {
  return tx.prepared<{ reason: string; until: Date }>(
    `SELECT reason, until FROM blocks WHERE kind = 'phone' AND hash = ANY ($1::text[]) ORDER BY id`,
    [hashes],
  );
}

/** Forgets the blocks of a telephone number, by its hash. */
export async function forgetBlock(tx: Tx, hash: string): Promise<void> {
  await tx.prepared(`DELETE FROM blocks WHERE kind = 'phone' AND hash = $1`, [hash]);
}

/** Forgets blocks that have not been in force since then. */
export async function forgetOldBlocks(tx: Tx, since: Date): Promise<void> {
  await tx.prepared('DELETE FROM blocks WHERE least(until, lifted_at) < $1', [since]);
}
