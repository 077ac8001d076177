import { type Sight, isToldToHook } from '#libs/domain';
import {
  type HookEvent,
  type LiveWebhook,
  type Reference,
  type Tx,
  hookedUpTo,
  insertHookMessages,
  liveWebhooks,
  nextSealForHooks,
} from '#libs/store';

/** What a hook is told: public facts and nothing of a person; for more the receiver asks with its key. */
function bodyOf(event: HookEvent): string {
  const { code, kind, version, from, to, category, unit, promise } = event;
  const at = event.at.toISOString();
  return JSON.stringify({
    type: `report.${kind}`,
    timestamp: at,
    data: {
      ...{ code, kind, version, at, from, to },
      ...{ stream: event.streamCode, category, area: event.areaCode, unit },
      promise: promise?.toISOString() ?? null,
    },
  });
}

/** As far as a hook sees: of units, those named and all below them. */
function sightOf({ streams, areas, units, networks }: LiveWebhook, reference: Reference): Sight {
  const below = units.includes('*') ? units : units.flatMap((code) => reference.unitsBelow(code));
  return { streams, areas, units: below, networks };
}

/**
 * Follows the seals, one a transaction: which hooks each event is told to is written down together with how
 * far that has come. So each event is told to each hook once, whatever happens between.
 * @returns whether there was a seal
 */
export async function hookStage(tx: Tx, reference: Reference): Promise<boolean> {
  const hooks = await liveWebhooks(tx);
  const next = await nextSealForHooks(tx, hooks.length > 0);
  if (!next) return false;
  const seeing = hooks.map((hook) => ({ hook, sight: sightOf(hook, reference) }));
  const messages = next.events.flatMap((event) =>
    seeing
      .filter(({ hook, sight }) => isToldToHook(sight, hook.kinds, event))
      .map(({ hook }) => ({ webhookId: hook.id, eventId: event.id, body: bodyOf(event) })),
  );
  await insertHookMessages(tx, messages);
  await hookedUpTo(tx, next.seal);
  return true;
}
