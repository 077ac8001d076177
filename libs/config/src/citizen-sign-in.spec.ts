import { describe, expect, it } from '@jest/globals';
import { citizenSignInSettings } from './citizen-sign-in.js';
import { ConfigError } from './config-error.js';

const OIDC = {
  KIP_PUBLIC_URL: 'https://kip.example.vn/',
  KIP_CITIZEN_OIDC_ISSUER: 'https://id.example.vn',
  KIP_CITIZEN_OIDC_CLIENT_ID: 'kip-citizens',
  KIP_CITIZEN_OIDC_CLIENT_SECRET: 'known to two',
};

describe('how citizens sign in', () => {
  it('is not at all unless another system is named, whatever staff use', () => {
    expect(citizenSignInSettings({})).toBeNull();
    expect(citizenSignInSettings({ KIP_OIDC_ISSUER: 'https://id.example.vn' })).toBeNull();
  });

  it('is with the other system named, for a day', () => {
    expect(citizenSignInSettings(OIDC)).toEqual({
      publicUrl: 'https://kip.example.vn',
      sessionHours: 24,
      oidc: {
        ...{ issuer: 'https://id.example.vn', clientId: 'kip-citizens' },
        ...{ clientSecret: 'known to two', label: 'id.example.vn' },
      },
    });
  });

  it.each([
    ['KIP_PUBLIC_URL', { KIP_PUBLIC_URL: '' }],
    ['KIP_PUBLIC_URL', { KIP_PUBLIC_URL: 'http://kip.example.vn' }],
    ['KIP_CITIZEN_OIDC_ISSUER', { KIP_CITIZEN_OIDC_ISSUER: 'http://id.example.vn' }],
    ['KIP_CITIZEN_OIDC_CLIENT_ID', { KIP_CITIZEN_OIDC_CLIENT_ID: '' }],
    ['KIP_CITIZEN_OIDC_CLIENT_SECRET', { KIP_CITIZEN_OIDC_CLIENT_SECRET: '' }],
    ['KIP_CITIZEN_SESSION_HOURS', { KIP_CITIZEN_SESSION_HOURS: '1000' }],
  ])('is refused where %s is none', (setting, env) => {
    const wrong = { ...OIDC, ...env };
    expect(() => citizenSignInSettings(wrong)).toThrow(ConfigError);
    expect(() => citizenSignInSettings(wrong)).toThrow(setting);
  });
});
