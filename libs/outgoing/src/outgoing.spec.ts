import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './addresses.js';
import { Outgoing, type Resolve } from './outgoing.js';

const leadsTo =
  (...addresses: string[]): Resolve =>
  (_name, done) => {
    const family = (address: string): number => (address.includes(':') ? 6 : 4);
    done(
      null,
      addresses.map((address) => ({ address, family: family(address) })),
    );
  };

const sent = (url: string, mostBytes = 100) => ({ url, headers: {}, body: '{}', mostBytes });

let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  if (request.url === '/redirect') response.writeHead(302, { Location: '/' }).end();
  else if (request.url === '/silent') return;
  else if (request.url === '/drip') response.writeHead(200).write('x');
  else response.end('x'.repeat(request.url === '/huge' ? 50_000_000 : 5));
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('the way out', () => {
  it('knows what is the internet’s and what is not', () => {
    for (const address of ['8.8.8.8', '203.162.4.191', '2400:cb00::1', '2606:4700::1111']) {
      expect({ address, open: isPublicAddress(address) }).toEqual({ address, open: true });
    }
    for (const address of [
      ...['0.0.0.0', '127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254'],
      ...['100.64.0.1', '192.0.2.1', '198.19.0.1', '224.0.0.1', '255.255.255.255', '::', '::1'],
      ...['::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', 'fc00::1', 'fe80::1', 'ff02::1'],
      ...['2001:db8::1', '2002:a00:1::', 'hook.example.vn', ''],
    ]) {
      expect({ address, open: isPublicAddress(address) }).toEqual({ address, open: false });
    }
  });

  it('speaks TLS only, with nobody’s password, and to no private address, however it is written', () => {
    const outgoing = new Outgoing({ allowLoopback: false });
    expect(outgoing.demandAddress('https://hook.example.vn/a?b=c').host).toBe('hook.example.vn');
    for (const [url, fault] of [
      ['http://hook.example.vn', 'address_invalid'],
      ['ftp://hook.example.vn', 'address_invalid'],
      ['https://a:b@hook.example.vn', 'address_invalid'],
      ['hook', 'address_invalid'],
      ['http://127.0.0.1', 'address_invalid'],
      ['https://127.0.0.1', 'address_forbidden'],
      ['https://2130706433/', 'address_forbidden'],
      ['https://0x7f.1/', 'address_forbidden'],
      ['https://[::ffff:10.0.0.1]/', 'address_forbidden'],
      ['https://[fe80::1]/', 'address_forbidden'],
    ] as const) {
      const thrown = ((): unknown => {
        try {
          return outgoing.demandAddress(url).href;
        } catch (error) {
          return error;
        }
      })();
      expect({ url, thrown }).toMatchObject({ thrown: { fault } });
    }
  });

  it('reaches no name that leads to a private address, even beside a public one', async () => {
    const before = asked;
    for (const addresses of [
      ['10.0.0.5'],
      ['127.0.0.1'],
      ['93.184.216.34', '127.0.0.1'],
      ['::1'],
    ]) {
      const outgoing = new Outgoing({ allowLoopback: false }, { resolve: leadsTo(...addresses) });
      const refused = outgoing.post(sent(`https://hook.example.vn:${port}/`));
      await expect(refused).rejects.toMatchObject({ fault: 'address_forbidden' });
    }
    // Allowed to speak to this machine, it still speaks to no other private one.
    const loose = new Outgoing({ allowLoopback: true }, { resolve: leadsTo('10.0.0.5') });
    const refused = loose.post(sent('https://hook.example.vn/'));
    await expect(refused).rejects.toMatchObject({ fault: 'address_forbidden' });
    expect(asked).toBe(before);
  });

  it('follows no redirect, reads no more than it was told to, and waits for nobody', async () => {
    const outgoing = new Outgoing({ allowLoopback: true });
    const hurried = new Outgoing({ allowLoopback: true }, { withinMs: 500 });
    const at = (path: string): string => `http://127.0.0.1:${port}${path}`;
    expect(await outgoing.post(sent(at('/')))).toEqual({ status: 200, text: 'xxxxx', whole: true });
    const before = asked;
    expect(await outgoing.post(sent(at('/redirect')))).toMatchObject({ status: 302 });
    expect(asked).toBe(before + 1);
    const huge = await outgoing.post(sent(at('/huge')));
    expect(huge).toEqual({ status: 200, text: 'x'.repeat(100), whole: false });
    for (const path of ['/silent', '/drip']) {
      const slow = hurried.post(sent(at(path)));
      await expect(slow).rejects.toMatchObject({ fault: 'too_slow' });
    }
    // Its status is all that is asked for: what it goes on with is not waited for.
    expect(await outgoing.post(sent(at('/drip'), 0))).toMatchObject({ status: 200, whole: false });
    await outgoing.close();
    await hurried.close();
  });
});
