import { type DeskPerson } from '#libs/access';
import { type Right } from '#libs/domain';
import { type SessionStage } from '#libs/store';

/** What is read of a request to find out whose it is. */
export interface Knock {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Whose request it is. */
export interface Visitor {
  readonly person: DeskPerson;
  /** The session, where people sign in. */
  readonly session: VisitorSession | null;
  /** What the key may, where it is another system that comes with one. */
  readonly key: { readonly id: string; readonly rights: readonly Right[] } | null;
}

export interface VisitorSession {
  readonly id: string;
  readonly stage: SessionStage;
  readonly expiresAt: Date;
  /** What every request of the session that changes something has to show. */
  readonly csrf: string;
}

/** Finds out whose a request is. */
export interface Door {
  /** What it asks for, as the interface's description names it. */
  readonly asksFor: 'key' | 'session';
  /** Whether a request shows what this door asks for, right or wrong. */
  shows(knock: Knock): boolean;
  /** @throws Problem `not_authenticated`, `csrf_refused`, `credentials_mixed` */
  enter(knock: Knock): Promise<Visitor>;
}

/** A header's one value; of several the first. */
export function headerOf({ headers }: Pick<Knock, 'headers'>, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}
