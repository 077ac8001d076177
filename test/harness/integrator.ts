import { type Browser } from './browser.js';

/** An answer to another system. */
export interface Told<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Another system that comes with a key and nothing else. */
export class Integrator {
  constructor(
    readonly desk: string,
    readonly token: string,
  ) {}

  async send<Body>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Told<Body>> {
    const response = await fetch(new URL(path, this.desk), {
      ...{ method, redirect: 'manual' as const },
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    const { status, headers: got } = response;
    return { status, headers: got, body: (json ? JSON.parse(text) : text) as Body };
  }

  get<Body>(path: string): Promise<Told<Body>> {
    return this.send<Body>('GET', path);
  }

  post<Body>(path: string, body: object = {}): Promise<Told<Body>> {
    return this.send<Body>('POST', path, body);
  }
}

/** What a key is to be, where it is not everything for a day. */
export interface WantedKey {
  readonly name?: string;
  readonly rights: readonly string[];
  readonly scope?: object;
  readonly expires_at?: string;
}

/** Has an administrator make a key. @returns its holder, and the key's id */
export async function integratorOf(
  admin: Browser,
  wanted: WantedKey,
): Promise<Integrator & { readonly id: string }> {
  const expires_at = new Date(Date.now() + 86_400_000).toISOString();
  const made = await admin.post<{ id: string; token: string }>('/v1/desk/keys', {
    ...{ name: 'Cổng của một xã', expires_at },
    ...wanted,
  });
  if (made.status !== 201) throw new Error(`no key: ${JSON.stringify(made.body)}`);
  return Object.assign(new Integrator(admin.desk, made.body.token), { id: made.body.id });
}
