import { setTimeout as sleep } from 'node:timers/promises';
import { HOOK_SECRET, unseal } from '#libs/access';
import { type OutgoingSettings } from '#libs/config';
import { verdictOf } from '#libs/domain';
import { Outgoing, OutgoingError, webhookHeaders } from '#libs/outgoing';
import { hookStage } from '#libs/pipeline';
import {
  type DueHookMessage,
  type HookTry,
  type ReferenceCache,
  SHORT_MS,
  type Store,
  setDisabled,
  settleHookMessage,
  takeDueHookMessages,
} from '#libs/store';
import { atMostOncePerSecond, errorWords, type Repeating, repeat } from '#libs/watch';
import { Logger } from '@nestjs/common';

const EVERY_MS = 1_000;
const PATIENCE_MS = 12_000;
const AT_ONCE = 16;
const AS_WORKER = { role: 'worker', withinMs: SHORT_MS } as const;

const log = new Logger('Webhooks');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/** What hooks are told with. */
export interface HookParts {
  readonly outgoing: Outgoing;
  /** Opens the secrets of the hooks. */
  readonly secret: string;
}

async function tried({ outgoing, secret }: HookParts, message: DueHookMessage): Promise<HookTry> {
  const { id, url, body } = message;
  const secrets = message.secrets.flatMap((sealed) => unseal(secret, HOOK_SECRET, sealed) ?? []);
  const began = performance.now();
  const ms = (): number => performance.now() - began;
  // Another installation's secret sealed it: without a signature nothing goes.
  if (secrets.length === 0) return { ms: 0, status: null, fault: 'secret_unreadable' };
  try {
    const headers = webhookHeaders(id, new Date(), body, secrets);
    const { status } = await outgoing.post({ url, headers, body, mostBytes: 0 });
    return { ms: ms(), status, fault: null };
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    return { ms: ms(), status: null, fault: error.fault };
  }
}

async function send(store: Store, parts: HookParts, message: DueHookMessage): Promise<void> {
  // In no transaction: a receiver that is slow holds up nobody's locks.
  const outcome = await tried(parts, message);
  const verdict = verdictOf(outcome, message.tries);
  await store.transaction(AS_WORKER, async (tx) => {
    await settleHookMessage(tx, message.id, outcome, verdict);
    if (verdict.kind === 'gone')
      await setDisabled(tx, message.webhookId, 'the receiver answered 410');
  });
  if (verdict.kind === 'failed') troubles('failed', `message ${message.id} is given up`);
}

/**
 * Finds out which hooks what was committed is told to, and sends what is due: of each hook a few at once,
 * while the others go on. It ends when nothing is due, and nothing under way.
 * @param stop ends it after what is under way
 */
export async function tellHooks(
  store: Store,
  reference: ReferenceCache,
  parts: HookParts,
  stop?: AbortSignal,
): Promise<void> {
  const busy = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  const begin = (webhookId: string, messages: readonly DueHookMessage[]): void => {
    const sending = Promise.all(messages.map((one) => send(store, parts, one)))
      .catch((error: unknown) => failures.push(error))
      .then(() => {
        busy.delete(webhookId);
      });
    busy.set(webhookId, sending);
  };
  for (;;) {
    const going = stop?.aborted !== true && failures.length === 0;
    if (going) await follow(store, reference);
    const due = going ? await takeDue(store, [...busy.keys()]) : [];
    for (const id of new Set(due.map((one) => one.webhookId))) {
      begin(
        id,
        due.filter((one) => one.webhookId === id),
      );
    }
    if (busy.size === 0) break;
    // Whoever is slow holds up nobody: the others are looked after meanwhile.
    await Promise.race([...busy.values(), sleep(EVERY_MS, undefined, { ref: false })]);
  }
  if (failures.length > 0) throw failures[0];
}

async function follow(store: Store, reference: ReferenceCache): Promise<void> {
  for (let more = true; more;) {
    const snapshot = await reference.get();
    more = await store.transaction(AS_WORKER, (tx) => hookStage(tx, snapshot));
  }
}

async function takeDue(store: Store, busy: readonly string[]): Promise<DueHookMessage[]> {
  return store.transaction(AS_WORKER, (tx) => takeDueHookMessages(tx, AT_ONCE, busy));
}

/** Looks every second for what hooks are to be told, and tells it. */
export function startHooking(
  store: Store,
  reference: ReferenceCache,
  settings: { readonly secret: string; readonly outgoing: OutgoingSettings },
): Repeating {
  const parts = { outgoing: new Outgoing(settings.outgoing), secret: settings.secret };
  const repeating = repeat({
    everyMs: EVERY_MS,
    patienceMs: PATIENCE_MS,
    work: (stop) => tellHooks(store, reference, parts, stop),
    failed: (error) => {
      troubles('telling', `webhooks could not be told and are tried again: ${errorWords(error)}`);
    },
  });
  return {
    stop: async () => {
      await repeating.stop();
      await parts.outgoing.close();
    },
  };
}
