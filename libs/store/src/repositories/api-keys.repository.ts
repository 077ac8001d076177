import { type Right } from '#libs/domain';
import { newId } from '../new-id.js';
import { type Store, type Tx } from '../store.js';

/** How far a key sees; as with people, * is everything. */
export interface KeyScope {
  readonly streams: readonly string[];
  readonly areas: readonly string[];
  readonly units: readonly string[];
  readonly networks: readonly string[];
}

/** What a key may, as the database knows it at this moment. */
export interface LiveKey extends KeyScope {
  readonly id: string;
  readonly name: string;
  readonly rights: readonly Right[];
}

const SCOPE = 'streams, areas, units, networks';
const ALIVE = 'revoked_at IS NULL AND expires_at > clock_timestamp()';

/**
 * The key of a token: one statement, for it precedes every request; that it was used is noted once a
 * minute. What was revoked, or has expired, is gone at once.
 * @param tokenHash SHA-256 of the token
 */
export async function liveKey(store: Store, tokenHash: Buffer): Promise<LiveKey | null> {
  const [key] = await store.alone<LiveKey>(
    `WITH live AS (
       SELECT id, name, rights, ${SCOPE}, last_used_at FROM api_keys WHERE token_hash = $1 AND ${ALIVE}
     ), used AS (
       UPDATE api_keys k SET last_used_at = clock_timestamp() FROM live
       WHERE k.id = live.id AND coalesce(live.last_used_at < clock_timestamp() - interval '1 minute', true)
     )
     SELECT id, name, rights, ${SCOPE} FROM live`,
    [tokenHash],
  );
  return key ?? null;
}

/** A key as it is made. */
export interface NewKey extends KeyScope {
  readonly name: string;
  readonly tokenHash: Buffer;
  readonly rights: readonly Right[];
  readonly madeBy: string;
  readonly expiresAt: Date;
}

/** Writes a key. @returns its id */
export async function insertKey(tx: Tx, key: NewKey): Promise<string> {
  const id = newId();
  await tx.prepared(
    `INSERT INTO api_keys (id, name, token_hash, rights, ${SCOPE}, made_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[id, key.name, key.tokenHash, key.rights],
      ...[key.streams, key.areas, key.units, key.networks],
      ...[key.madeBy, key.expiresAt],
    ],
  );
  return id;
}

/** Takes a key back. @returns whether there was one that had not been */
export async function revokeKey(tx: Tx, id: string, by: string): Promise<boolean> {
  const ended = await tx.prepared(
    `UPDATE api_keys SET revoked_at = clock_timestamp(), revoked_by = $2
     WHERE id = $1 AND revoked_at IS NULL RETURNING 1`,
    [id, by],
  );
  return ended.length > 0;
}

/** A key as it is listed: never its token, which nobody has but its holder. */
export interface KeyLine extends LiveKey {
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  readonly lastUsedAt: Date | null;
}

/** Every key there ever was, the newest first. */
export async function listKeys(tx: Tx): Promise<KeyLine[]> {
  return tx.prepared<KeyLine>(
    `SELECT id, name, rights, ${SCOPE}, made_by AS "madeBy", made_at AS "madeAt", expires_at AS "expiresAt",
       revoked_at AS "revokedAt", revoked_by AS "revokedBy", last_used_at AS "lastUsedAt"
     FROM api_keys ORDER BY made_at DESC, id`,
  );
}
