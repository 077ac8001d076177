import {
  CSRF_HEADER,
  type SessionCookie,
  csrfToken,
  demandOwnPage,
  deskPerson,
  tokenHash,
} from '#libs/access';
import { Problem } from '#libs/contracts';
import { type ReferenceCache, type Store, liveSession } from '#libs/store';
import { type Door, type Knock, type Visitor, headerOf } from './door.js';

/** Where people sign in: the session's cookie tells whose a request is. */
export class SessionDoor implements Door {
  readonly asksFor = 'session';

  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
    private readonly secret: string,
    private readonly cookie: SessionCookie,
  ) {}

  shows(knock: Knock): boolean {
    return this.cookie.read(headerOf(knock, 'cookie')) !== null;
  }

  async enter(knock: Knock): Promise<Visitor> {
    const token = this.cookie.read(headerOf(knock, 'cookie'));
    const live = token === null ? null : await liveSession(this.store, tokenHash(token));
    if (!live) throw new Problem('not_authenticated', token === null ? 'no session' : 'ended');
    const { id, stage, expiresAt } = live;
    const csrf = csrfToken(this.secret, id);
    demandOwnPage(knock.method, headerOf(knock, CSRF_HEADER), csrf);
    const reference = await this.reference.get();
    return {
      person: deskPerson(live.person, reference),
      session: { id, stage, expiresAt, csrf },
      key: null,
    };
  }
}
