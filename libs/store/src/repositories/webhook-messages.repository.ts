import { type EventInSight, type EventKind, type HookVerdict, type State } from '#libs/domain';
import { newId } from '../new-id.js';
import { type Tx } from '../store.js';
import { HOOK_ALIVE } from './webhooks.repository.js';

/** An event as hooks are told of it: nothing of it is about a person. */
export interface HookEvent extends EventInSight {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly from: State | 'none';
  readonly to: State;
  readonly at: Date;
  readonly category: string | null;
  readonly unit: string | null;
  /** The promise of the cycle that runs, or ran last. */
  readonly promise: Date | null;
}

/** What is older when it is come to is not told any more. */
const NEWS = "interval '7 days'";

/**
 * The events of the next seal that no hook was told of yet. Whoever asks has the place for this
 * transaction alone, and moves on with `hookedUpTo`.
 * @param wanted false: nobody is to be told, so that no event is read
 * @returns null where there is none, or another process is at it
 */
export async function nextSealForHooks(
  tx: Tx,
  wanted: boolean,
): Promise<{ readonly seal: number; readonly events: readonly HookEvent[] } | null> {
  const [next] = await tx.prepared<{ seal: number; ids: string[] }>(
    `SELECT s.number::float8 AS seal, s.event_ids AS ids
     FROM (SELECT seal FROM hooking FOR UPDATE SKIP LOCKED) h JOIN seals s ON s.number = h.seal + 1`,
  );
  if (!next) return null;
  if (!wanted) return { seal: next.seal, events: [] };
  const events = await tx.prepared<HookEvent>(
    `SELECT e.id, r.code, e.version, e.kind, e.from_state AS "from", e.to_state AS "to", e.at, r.state,
       r.stream_code AS "streamCode", r.area_code AS "areaCode", r.network_code AS "networkCode",
       r.category_code AS category, r.unit_code AS unit,
       ARRAY(SELECT DISTINCT l.unit_code FROM legs l WHERE l.report_id = r.id) AS "unitCodes",
       (SELECT l.unit_code FROM legs l WHERE l.report_id = r.id AND e.data->>'subject' = 'leg'
          AND l.id::text = e.data->>'subject_id') AS "legUnitCode",
       (SELECT c.due_at FROM cycles c WHERE c.report_id = r.id ORDER BY c.number DESC LIMIT 1) AS promise
     FROM events e JOIN reports r ON r.id = e.report_id
     WHERE e.id = ANY ($1::uuid[]) AND e.at > $2::timestamptz - ${NEWS} ORDER BY e.id`,
    [next.ids, tx.now],
  );
  return { seal: next.seal, events };
}

/** Remembers that hooks were told of everything up to this seal. */
export async function hookedUpTo(tx: Tx, seal: number): Promise<void> {
  await tx.prepared('UPDATE hooking SET seal = $1', [seal]);
}

/** A message as it is made. */
export interface NewHookMessage {
  readonly webhookId: string;
  readonly eventId: string;
  readonly body: string;
}

/** Writes messages; one that stands already is left alone. */
export async function insertHookMessages(
  tx: Tx,
  messages: readonly NewHookMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await tx.prepared(
    `INSERT INTO webhook_messages (id, webhook_id, event_id, body, state, made_at)
     SELECT m.id, m."webhookId", m."eventId", m.body, 'pending', $2
     FROM jsonb_to_recordset($1::jsonb) AS m (id uuid, "webhookId" uuid, "eventId" uuid, body text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(messages.map((one) => ({ ...one, id: newId() }))), tx.now],
  );
}

/** A message that is to be sent now. */
export interface DueHookMessage {
  readonly id: string;
  readonly webhookId: string;
  readonly url: string;
  readonly body: string;
  /** This one among them. */
  readonly tries: number;
  /** Sealed; those that are in force. */
  readonly secrets: readonly Buffer[];
}

/** Of one hook at a time, so that one that is slow takes no others along. */
const MOST_OF_ONE = 4;
/** So long a message is taken to be on its way: longer than any answer is waited for. */
const LEASE = "interval '1 minute'";

/**
 * Takes messages that are due, for this process alone, of each hook the oldest.
 * @param busy hooks that are being told already
 */
export async function takeDueHookMessages(
  tx: Tx,
  limit: number,
  busy: readonly string[],
): Promise<DueHookMessage[]> {
  return tx.prepared<DueHookMessage>(
    `WITH due AS (
       SELECT m.id FROM webhooks w CROSS JOIN LATERAL (
         SELECT id FROM webhook_messages
         WHERE webhook_id = w.id AND state = 'pending' AND next_try_at <= clock_timestamp()
         ORDER BY next_try_at, id LIMIT ${MOST_OF_ONE}
       ) m WHERE ${HOOK_ALIVE} AND w.id <> ALL ($2::uuid[]) LIMIT $1
     ), taken AS (
       SELECT id FROM webhook_messages
       WHERE id IN (SELECT id FROM due) AND state = 'pending' AND next_try_at <= clock_timestamp()
       FOR UPDATE SKIP LOCKED
     )
     UPDATE webhook_messages m SET tries = tries + 1, next_try_at = clock_timestamp() + ${LEASE}
     FROM webhooks w, taken WHERE m.id = taken.id AND w.id = m.webhook_id
     RETURNING m.id, m.webhook_id AS "webhookId", w.url, m.body, m.tries,
       CASE WHEN w.previous_until > clock_timestamp() THEN ARRAY[w.secret, w.previous_secret]
         ELSE ARRAY[w.secret] END AS secrets`,
    [limit, busy],
  );
}

/** How a try went. */
export interface HookTry {
  readonly ms: number;
  readonly status: number | null;
  /** Why no answer came; null: one did. */
  readonly fault: string | null;
}

/** Writes a try down, and what follows from it; a message that was settled meanwhile stays so. */
export async function settleHookMessage(
  tx: Tx,
  id: string,
  { ms, status, fault }: HookTry,
  verdict: HookVerdict,
): Promise<void> {
  await tx.prepared(
    'INSERT INTO webhook_tries (id, message_id, ms, status, fault) VALUES ($1, $2, $3, $4, $5)',
    [newId(), id, Math.round(ms), status, fault],
  );
  if (verdict.kind === 'again') {
    await tx.prepared(
      `UPDATE webhook_messages SET next_try_at = clock_timestamp() + $2 * interval '1 second'
       WHERE id = $1 AND state = 'pending'`,
      [id, verdict.afterSeconds],
    );
    return;
  }
  await tx.prepared(
    `UPDATE webhook_messages SET state = $2, settled_at = clock_timestamp() WHERE id = $1 AND state = 'pending'`,
    [id, verdict.kind === 'sent' ? 'sent' : 'failed'],
  );
}

/** A message as it is listed. */
export interface HookMessageLine {
  readonly id: string;
  readonly code: string;
  readonly kind: EventKind;
  readonly version: number;
  readonly state: 'pending' | 'sent' | 'failed';
  readonly tries: number;
  readonly madeAt: Date;
  readonly settledAt: Date | null;
  /** Null: none is to come. */
  readonly nextTryAt: Date | null;
  /** Every try, in order. */
  readonly log: readonly {
    readonly at: string;
    readonly ms: number;
    readonly status: number | null;
    readonly fault: string | null;
  }[];
}

/** A hook's messages, the newest first. */
export async function hookMessages(
  tx: Tx,
  webhookId: string,
  question: {
    readonly id: string | null;
    readonly state: string | null;
    readonly before: string | null;
    readonly limit: number;
  },
): Promise<HookMessageLine[]> {
  const { id, state, before, limit } = question;
  return tx.prepared<HookMessageLine>(
    `SELECT m.id, m.body::jsonb->'data'->>'code' AS code, m.body::jsonb->'data'->>'kind' AS kind,
       (m.body::jsonb->'data'->>'version')::int AS version, m.state, m.tries, m.made_at AS "madeAt",
       m.settled_at AS "settledAt", CASE WHEN m.state = 'pending' THEN m.next_try_at END AS "nextTryAt",
       (SELECT coalesce(json_agg(json_build_object('at', t.at, 'ms', t.ms, 'status', t.status, 'fault', t.fault)
          ORDER BY t.id), '[]') FROM webhook_tries t WHERE t.message_id = m.id) AS log
     FROM webhook_messages m WHERE m.webhook_id = $1 AND ($2::uuid IS NULL OR m.id = $2)
       AND ($3::text IS NULL OR m.state = $3) AND ($4::uuid IS NULL OR m.id < $4) ORDER BY m.id DESC LIMIT $5`,
    [webhookId, id, state, before, limit],
  );
}

/** Has a message sent again at once, under the same id, with all its tries before it. @returns whether there is one */
export async function resendHookMessage(tx: Tx, webhookId: string, id: string): Promise<boolean> {
  const rows = await tx.prepared(
    `UPDATE webhook_messages SET state = 'pending', settled_at = NULL, tries = 0, next_try_at = clock_timestamp()
     WHERE webhook_id = $1 AND id = $2 RETURNING 1`,
    [webhookId, id],
  );
  return rows.length > 0;
}
