import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.js';
import { signInSettings } from './sign-in.js';

const OIDC = {
  KIP_DESK_URL: 'https://desk.example.vn/',
  KIP_OIDC_ISSUER: 'https://id.example.vn',
  KIP_OIDC_CLIENT_ID: 'kip',
  KIP_OIDC_CLIENT_SECRET: 'known to two',
};

describe('how staff sign in', () => {
  it('is with passwords and a second factor, on this machine, unless it is set otherwise', () => {
    expect(signInSettings({})).toEqual({
      ...{ on: true, deskUrl: null, factorRequired: true, sessionHours: 12, oidc: null },
    });
  });

  it('is with another system where one is named whole', () => {
    expect(signInSettings(OIDC)).toMatchObject({
      deskUrl: 'https://desk.example.vn',
      oidc: { issuer: 'https://id.example.vn', clientId: 'kip', label: 'id.example.vn' },
    });
    expect(signInSettings({ ...OIDC, KIP_OIDC_LABEL: 'VNeID' }).oidc?.label).toBe('VNeID');
  });

  it.each([
    ['KIP_SIGN_IN', { KIP_SIGN_IN: 'no' }],
    ['KIP_SECOND_FACTOR', { KIP_SECOND_FACTOR: 'off' }],
    ['KIP_SESSION_HOURS', { KIP_SESSION_HOURS: '0' }],
    ['KIP_SESSION_HOURS', { KIP_SESSION_HOURS: '1.5' }],
    ['KIP_DESK_URL', { KIP_DESK_URL: 'http://desk.example.vn' }],
    ['KIP_DESK_URL', { KIP_DESK_URL: 'desk.example.vn' }],
    ['KIP_OIDC_ISSUER', { ...OIDC, KIP_OIDC_ISSUER: 'http://id.example.vn' }],
    ['KIP_DESK_URL', { ...OIDC, KIP_DESK_URL: '' }],
    ['KIP_OIDC_CLIENT_ID', { ...OIDC, KIP_OIDC_CLIENT_ID: '' }],
    ['KIP_OIDC_CLIENT_SECRET', { ...OIDC, KIP_OIDC_CLIENT_SECRET: '' }],
  ])('is refused where %s is none', (setting, env) => {
    expect(() => signInSettings(env)).toThrow(ConfigError);
    expect(() => signInSettings(env)).toThrow(setting);
  });
});
