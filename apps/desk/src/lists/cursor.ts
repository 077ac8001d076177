import { Problem } from '#libs/contracts';
import { LIST_ORDERS, type ListOrder, type ListPlace } from '#libs/store';

/** Where a page ends, and of which list: a cursor of another order would leave gaps. */
export interface Cursor {
  readonly order: ListOrder;
  readonly descending: boolean;
  readonly place: ListPlace;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A place as an opaque text for an address. */
export function writeCursor({ order, descending, place }: Cursor): string {
  const value = place.value?.getTime() ?? null;
  return Buffer.from(JSON.stringify([order, descending, value, place.id])).toString('base64url');
}

/**
 * The place that a cursor names in this list.
 * @throws Problem `bad_cursor` where it is none, or one of a list in another order
 */
export function readCursor(
  text: string,
  list: { readonly order: ListOrder; readonly descending: boolean },
): ListPlace {
  const cursor = parse(text);
  if (!cursor) throw new Problem('bad_cursor', 'it was not given by this list');
  if (cursor.order !== list.order || cursor.descending !== list.descending) {
    throw new Problem('bad_cursor', 'it was given by a list in another order');
  }
  return cursor.place;
}

function parse(text: string): Cursor | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 4) return null;
  const [name, descending, at, id] = parts as readonly unknown[];
  const order = LIST_ORDERS.find((known) => known === name);
  if (!order || typeof descending !== 'boolean') return null;
  if (typeof id !== 'string' || !UUID.test(id)) return null;
  if (at === null) return { order, descending, place: { value: null, id } };
  const value = typeof at === 'number' ? new Date(at) : null;
  if (!value || Number.isNaN(value.getTime())) return null;
  return { order, descending, place: { value, id } };
}
