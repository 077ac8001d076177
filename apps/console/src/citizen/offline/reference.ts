import { type Schema } from '../../api/client.js';
import { keptForGood } from '../../shared/kept.js';

type Reference = Schema<'PublicReference'>;

const NAME = 'kip-reference';

/** Keeps what may be filed, for a visit without a connection. */
export function keepReference(reference: Reference): void {
  keptForGood.write(NAME, JSON.stringify(reference));
}

/** What might be filed when this device last had a connection. */
export function keptReference(): Reference | undefined {
  try {
    const kept = keptForGood.read(NAME);
    return kept === null ? undefined : (JSON.parse(kept) as Reference);
  } catch {
    // Not written by this program.
    return undefined;
  }
}
