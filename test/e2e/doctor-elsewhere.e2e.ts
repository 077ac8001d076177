import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { elsewhere } from '../../apps/kip/src/commands/doctor-elsewhere.js';
import { freePort } from '../../apps/kip/src/embedded/port.js';
import { OIDC_CLIENT, type TestProvider, startProvider } from '../harness/oidc-provider.js';
import { Receiver } from '../harness/receiver.js';

let provider: TestProvider;
let gateway: Receiver;
beforeAll(async () => {
  provider = await startProvider('http://127.0.0.1:9/v1/session/oidc/callback');
  gateway = await Receiver.start();
});
afterAll(async () => {
  await provider.stop();
  gateway.stop();
});

const oidcAt = (issuer: string) => ({
  ...{ issuer, clientId: OIDC_CLIENT.id, clientSecret: OIDC_CLIENT.secret, label: 'x' },
});
const outgoing = { allowLoopback: true };
const gatewayAt = (url: string) => ({ url, header: 'Authorization', key: 'a key that stays here' });

describe('the systems of others, as kip doctor looks at them', () => {
  it('are not told of where none is set up', async () => {
    const none = { signIn: { oidc: null }, citizenSignIn: null, texts: null, outgoing };
    expect(await elsewhere(none)).toEqual([]);
  });

  it('are in order where they answer, and the gateway is not shown the key', async () => {
    const { issuer } = provider;
    const found = await elsewhere({
      signIn: { oidc: oidcAt(issuer) },
      citizenSignIn: { publicUrl: 'https://kip.example', sessionHours: 1, oidc: oidcAt(issuer) },
      ...{ texts: gatewayAt(gateway.url), outgoing },
    });
    expect(found.map(({ what, state }) => [what, state])).toEqual([
      ['sign-in of staff', 'ok'],
      ['sign-in of citizens', 'ok'],
      ['text messages', 'ok'],
    ]);
    expect(JSON.stringify(gateway.received)).not.toContain('a key that stays here');
  });

  it('are named with their setting where they do not answer', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const found = await elsewhere({
      signIn: { oidc: oidcAt(nobody) },
      citizenSignIn: null,
      ...{ texts: gatewayAt(nobody), outgoing },
    });
    expect(found.map(({ state, words }) => [state, words])).toEqual([
      ['wrong', expect.stringContaining('KIP_OIDC_ISSUER')],
      ['wrong', expect.stringContaining('KIP_SMS_URL')],
    ]);
  });
});
