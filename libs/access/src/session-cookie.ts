import { parse, serialize } from 'cookie';

const OIDC_SECONDS = 600;

/** The cookies of those who sign in: over TLS bound to their very host, and in no script's sight. */
export class SessionCookie {
  private readonly name: string;
  private readonly oidcName: string;

  /**
   * @param name whose they are
   * @param secure false only on this machine itself, where there is no TLS
   */
  constructor(
    name: 'kip' | 'kip-citizen',
    private readonly secure: boolean,
  ) {
    this.name = secure ? `__Host-${name}` : name;
    this.oidcName = `${this.name}-oidc`;
  }

  /** The session's token, of the header `Cookie`. */
  read(header: string | undefined): string | null {
    return parse(header ?? '')[this.name] ?? null;
  }

  /** `Set-Cookie` for a session; it ends with the browser, and before that on the server. */
  write(token: string): string {
    return this.cookie(this.name, token);
  }

  /** `Set-Cookie` that takes the session away. */
  clear(): string {
    return this.cookie(this.name, '', 0);
  }

  /** What was kept while somebody signs in elsewhere. */
  readOidc(header: string | undefined): string | null {
    return parse(header ?? '')[this.oidcName] ?? null;
  }

  writeOidc(sealed: string): string {
    return this.cookie(this.oidcName, sealed, OIDC_SECONDS);
  }

  clearOidc(): string {
    return this.cookie(this.oidcName, '', 0);
  }

  /** `lax`: somebody who comes back from another system's sign-in, or from a mail, is still signed in. */
  private cookie(name: string, value: string, maxAge?: number): string {
    return serialize(name, value, {
      ...{ path: '/', httpOnly: true, secure: this.secure, sameSite: 'lax' },
      ...(maxAge !== undefined && { maxAge }),
    });
  }
}
