import { Problem } from '#libs/contracts';
import { type Owner, type Tx, type WebhookLine, findWebhook } from '#libs/store';
import { type Visitor } from '../door/door.js';
import { demandId } from '../lists/id.js';

/** Whose webhooks a visitor sees: a key its own, an administrator all. */
export function ownerOf({ key }: Visitor): Owner {
  return key ? { keyId: key.id } : 'anybody';
}

/** @throws Problem `not_found` where it is another's, or nobody's */
export async function demandWebhook(tx: Tx, visitor: Visitor, id: string): Promise<WebhookLine> {
  const line = await findWebhook(tx, ownerOf(visitor), demandId(id));
  if (!line) throw new Problem('not_found', `no webhook ${id}`);
  return line;
}
