import { request } from 'node:http';

/** What a request was answered with. */
export interface Seen {
  readonly status: number;
  readonly body: string;
  readonly cookie: string | null;
  readonly ms: number;
}

/** Sends one request and waits for the whole answer, on a connection that is kept. */
export type SendTo = (
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
) => Promise<Seen>;

/** A client of a desk at an address. */
export function clientOf(url: string): SendTo {
  return (method, path, headers, body) =>
    new Promise((resolve, reject) => {
      const begun = performance.now();
      const text = body === undefined ? undefined : JSON.stringify(body);
      const sent = request(
        new URL(path, url),
        { method, headers: { ...headers, ...(text && { 'content-type': 'application/json' }) } },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => {
            resolve({
              status: answer.statusCode ?? 0,
              body: Buffer.concat(parts).toString('utf8'),
              cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? null,
              ms: performance.now() - begun,
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
}
