import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Random bytes are drawn for so many ids at once: a draw costs more than all the rest of an id. */
const POOL = new Uint8Array(16 * 256);
let used = POOL.length;

function sixteenBytes(): Uint8Array {
  if (used === POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  used += 16;
  return POOL.subarray(used - 16, used);
}

let lastMs = 0;
let sequence = 0;

/** A new id (UUIDv7): later ones of this process sort after earlier ones. */
export function newId(): string {
  const random = sixteenBytes();
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // From the lower half, so that a millisecond's ids do not run out of numbers.
    sequence = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
  } else {
    sequence += 1;
  }
  return v7({ random, msecs: lastMs, seq: sequence });
}
