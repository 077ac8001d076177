import { type EventKind } from '#libs/domain';
import { newId } from '../new-id.js';
import { type Tx } from '../store.js';
import { type KeyScope } from './api-keys.repository.js';

/** A subscription as it is made. Its secret is sealed. */
export interface NewWebhook extends KeyScope {
  readonly name: string;
  readonly url: string;
  /** The key that it belongs to; null: an administrator's. */
  readonly keyId: string | null;
  readonly kinds: readonly EventKind[];
  readonly secret: Buffer;
  readonly madeBy: string;
}

/** A subscription as it is listed. */
export interface WebhookLine extends KeyScope {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly keyId: string | null;
  readonly kinds: readonly EventKind[];
  readonly previousUntil: Date | null;
  readonly disabledAt: Date | null;
  readonly disabledWhy: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly pending: number;
}

/** Whose subscriptions are meant: one key's, or all. */
export type Owner = { readonly keyId: string } | 'anybody';

const ownerKey = (owner: Owner): string | null => (owner === 'anybody' ? null : owner.keyId);
const OWNED = '($1::uuid IS NULL OR w.key_id = $1)';

const LINE = `SELECT w.id, w.name, w.url, w.key_id AS "keyId", w.kinds, w.streams, w.areas, w.units, w.networks,
  CASE WHEN w.previous_until > clock_timestamp() THEN w.previous_until END AS "previousUntil",
  w.disabled_at AS "disabledAt", w.disabled_why AS "disabledWhy", w.made_by AS "madeBy", w.made_at AS "madeAt",
  (SELECT count(*)::int FROM webhook_messages m WHERE m.webhook_id = w.id AND m.state = 'pending') AS pending
  FROM webhooks w WHERE ${OWNED}`;

/** Writes a subscription. @returns its id */
export async function insertWebhook(tx: Tx, hook: NewWebhook): Promise<string> {
  const id = newId();
  const { name, url, keyId, kinds, streams, areas, units, networks, secret, madeBy } = hook;
  await tx.prepared(
    `INSERT INTO webhooks (id, name, url, key_id, kinds, streams, areas, units, networks, secret, made_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, name, url, keyId, kinds, streams, areas, units, networks, secret, madeBy],
  );
  return id;
}

/** The subscriptions of an owner, the newest first. */
export async function listWebhooks(tx: Tx, owner: Owner): Promise<WebhookLine[]> {
  return tx.prepared<WebhookLine>(`${LINE} ORDER BY w.id DESC`, [ownerKey(owner)]);
}

/** One of them; null where the owner has none with this id. */
export async function findWebhook(tx: Tx, owner: Owner, id: string): Promise<WebhookLine | null> {
  const [line] = await tx.prepared<WebhookLine>(`${LINE} AND w.id = $2`, [ownerKey(owner), id]);
  return line ?? null;
}

/** Lets a subscription go on with another secret; the one before signs too for so long. */
export async function rotateSecret(
  tx: Tx,
  id: string,
  secret: Buffer,
  overlapHours: number,
): Promise<void> {
  await tx.prepared(
    `UPDATE webhooks SET previous_secret = secret, secret = $2,
       previous_until = clock_timestamp() + $3 * interval '1 hour' WHERE id = $1`,
    [id, secret, overlapHours],
  );
}

/** Turns a subscription off, with why, or on again: null. What waits for it fails when it is turned off. */
export async function setDisabled(tx: Tx, id: string, why: string | null): Promise<void> {
  await tx.prepared(
    `UPDATE webhooks SET disabled_at = CASE WHEN $2::text IS NULL THEN NULL ELSE clock_timestamp() END,
       disabled_why = $2 WHERE id = $1`,
    [id, why],
  );
  if (why === null) return;
  await tx.prepared(
    `UPDATE webhook_messages SET state = 'failed', settled_at = clock_timestamp()
     WHERE webhook_id = $1 AND state = 'pending'`,
    [id],
  );
}

/** A subscription that is to be told, as far as its key, if it has one, is alive. */
export interface LiveWebhook extends KeyScope {
  readonly id: string;
  readonly kinds: readonly EventKind[];
}

const KEY_ALIVE = `(w.key_id IS NULL OR EXISTS (SELECT FROM api_keys k WHERE k.id = w.key_id
  AND k.revoked_at IS NULL AND k.expires_at > clock_timestamp()))`;

/** In SQL: what makes a subscription `w` one that is told. */
export const HOOK_ALIVE = `w.disabled_at IS NULL AND ${KEY_ALIVE}`;

/** Every subscription that is told at this moment. */
export async function liveWebhooks(tx: Tx): Promise<LiveWebhook[]> {
  return tx.prepared<LiveWebhook>(
    `SELECT w.id, w.kinds, w.streams, w.areas, w.units, w.networks FROM webhooks w WHERE ${HOOK_ALIVE}`,
  );
}
