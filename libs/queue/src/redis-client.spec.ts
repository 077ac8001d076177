import { describe, expect, it } from '@jest/globals';
import { redisPlace } from '#libs/config';
import { redisOptions } from './redis-client.js';

describe('how servers that Sentinels watch are spoken to', () => {
  it.each([
    ['rediss', true],
    ['redis', false],
  ])('%s: with the Sentinels and with the master alike', (scheme, secret) => {
    const options = redisOptions(redisPlace(`${scheme}+sentinel://localhost/kip`));
    const { tls, sentinelTLS, enableTLSForSentinelMode } = options;
    const each = [tls !== undefined, sentinelTLS !== undefined, enableTLSForSentinelMode === true];
    expect(each).toEqual([secret, secret, secret]);
  });
});
