import { type Server, createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GenerateResult, generate } from 'selfsigned';
import { Outgoing } from './outgoing.js';

/** A certificate of its own for a name, as who runs such a service would have it made. */
function certificateOf(name: string, days = 1): Promise<GenerateResult> {
  const notBeforeDate = new Date(Date.now() - 2 * 86_400_000);
  return generate([{ name: 'commonName', value: name }], {
    ...{ keyType: 'ec', algorithm: 'sha256', notBeforeDate },
    notAfterDate: new Date(notBeforeDate.getTime() + (2 + days) * 86_400_000),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
}

const servers: Server[] = [];

async function serve({ private: key, cert }: GenerateResult): Promise<string> {
  const server = createServer({ key, cert }, (request, response) => {
    response.end(`heard ${request.headers.host?.split(':')[0] ?? ''}`);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://localhost:${(server.address() as AddressInfo).port}/`;
}

const sent = (url: string) => ({ url, headers: {}, body: '{}', mostBytes: 100 });

let own: GenerateResult;
beforeAll(async () => {
  own = await certificateOf('localhost');
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

describe('the way out over TLS', () => {
  it('speaks to whom a trusted certificate names, by that name', async () => {
    const outgoing = new Outgoing({ allowLoopback: true }, { ca: own.cert });
    const answer = await outgoing.post(sent(await serve(own)));
    expect(answer).toEqual({ status: 200, text: 'heard localhost', whole: true });
    await outgoing.close();
  });

  it('speaks to nobody whose certificate is not trusted, names another, or has run out', async () => {
    const another = await certificateOf('elsewhere.example');
    const old = await certificateOf('localhost', -1);
    for (const [certificate, ca] of [
      [own, undefined],
      [another, another.cert],
      [old, old.cert],
    ] as const) {
      const outgoing = new Outgoing({ allowLoopback: true }, ca === undefined ? {} : { ca });
      const answer = outgoing.post(sent(await serve(certificate)));
      await expect(answer).rejects.toMatchObject({ fault: 'unreachable' });
      await outgoing.close();
    }
  });
});
