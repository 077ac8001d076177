import { bearerToken, keyHolder, tokenHash } from '#libs/access';
import { Problem } from '#libs/contracts';
import { type ReferenceCache, type Store, liveKey } from '#libs/store';
import { type Door, type Knock, type Visitor, headerOf } from './door.js';

/**
 * Where other systems come in with a key, beside the door for people. No page of another site can send
 * the header for somebody, so no token of the session is asked for; but a key and a cookie together are
 * refused, so that nothing hangs on which of them counts.
 */
export class IntegratorDoor implements Door {
  readonly asksFor: Door['asksFor'];

  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
    private readonly people: Door,
  ) {
    this.asksFor = people.asksFor;
  }

  shows(knock: Knock): boolean {
    return bearerToken(headerOf(knock, 'authorization')) !== null || this.people.shows(knock);
  }

  async enter(knock: Knock): Promise<Visitor> {
    const token = bearerToken(headerOf(knock, 'authorization'));
    if (token === null) return this.people.enter(knock);
    if (this.people.shows(knock)) throw new Problem('credentials_mixed', 'Authorization');
    const key = token === '' ? null : await liveKey(this.store, tokenHash(token));
    if (!key) throw new Problem('not_authenticated', 'no such key, or no longer');
    const { id, rights } = key;
    const person = keyHolder(key, await this.reference.get());
    return { person, session: null, key: { id, rights } };
  }
}
