import { TOTP, Secret } from 'otpauth';

/** An answer of the desk to somebody's browser. */
export interface Answered<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

interface SessionBody {
  readonly stage: string;
  readonly csrf_token: string;
}

/** The code that an authenticator app shows at this moment. */
export function codeNow(secret: string, at: Date = new Date()): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
}

/** What a stream that does not end sends first; then it is closed. */
async function firstOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  const bytes: unknown = first?.value;
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('utf8') : '';
}

/** Somebody's browser at a desk where people sign in: it keeps the cookie, and sends the token back. */
export class Browser {
  private cookies = new Map<string, string>();
  csrf = '';

  constructor(readonly desk: string) {}

  /** The session's cookie as it would be sent, for whoever steals it. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Takes over the cookies of another browser. */
  steal(other: Browser): void {
    this.cookies = new Map(other.cookies);
  }

  async send<Body>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answered<Body>> {
    const response = await fetch(new URL(path, this.desk), {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookies.size > 0 && { Cookie: this.cookie }),
        ...(this.csrf !== '' && { 'X-CSRF-Token': this.csrf }),
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (/Max-Age=0/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, decodeURIComponent(value));
    }
    const type = response.headers.get('content-type') ?? '';
    const text = await (type.includes('event-stream') ? firstOf(response) : response.text());
    const json = type.includes('json') ? (JSON.parse(text) as unknown) : text;
    return { status: response.status, headers: response.headers, body: json as Body };
  }

  get<Body>(path: string): Promise<Answered<Body>> {
    return this.send<Body>('GET', path);
  }

  post<Body>(path: string, body: object = {}): Promise<Answered<Body>> {
    return this.send<Body>('POST', path, body);
  }

  /** Signs in with a password, as far as that goes. @returns the stage that the session is at */
  async signIn(email: string, password: string): Promise<string> {
    const answer = await this.post<SessionBody>('/v1/session', { email, password });
    if (answer.status !== 200) throw new Error(`${email} is not let in: ${answer.status}`);
    this.csrf = answer.body.csrf_token;
    return answer.body.stage;
  }

  /** Sets a second factor up. @returns its secret, and the codes for when the telephone is lost */
  async enrol(): Promise<{ secret: string; recoveryCodes: readonly string[] }> {
    const { secret } = (await this.post<{ secret: string }>('/v1/session/factor')).body;
    const answer = await this.post<{ session: SessionBody; recovery_codes: string[] }>(
      '/v1/session/factor/confirm',
      { code: codeNow(secret) },
    );
    if (answer.status !== 200) throw new Error(`the factor is refused: ${answer.status}`);
    this.csrf = answer.body.session.csrf_token;
    return { secret, recoveryCodes: answer.body.recovery_codes };
  }
}
