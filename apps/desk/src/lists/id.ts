import { Problem } from '#libs/contracts';
import { validate as isUuid } from 'uuid';

/**
 * An id of an address.
 * @throws Problem `invalid_request` where it is no UUID
 */
export function demandId(id: string): string {
  if (isUuid(id)) return id.toLowerCase();
  const message = 'give a UUID';
  throw new Problem('invalid_request', `id: ${message}`, [{ field: 'id', message }]);
}
