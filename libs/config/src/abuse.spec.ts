import { describe, expect, it } from '@jest/globals';
import { NO_LIMITS, abuseSettings } from './abuse.js';
import { ConfigError } from './config-error.js';

describe('limits', () => {
  it('are there unless they are turned off', () => {
    const { limits } = abuseSettings({});
    expect(limits.address).toEqual({ most: 60, seconds: 3_600 });
    expect(Object.values(limits)).not.toContain(null);
    expect(abuseSettings({ KIP_LIMITS: 'off' }).limits).toEqual(NO_LIMITS);
  });

  it('are set each by itself', () => {
    const env = { KIP_LIMIT_PHONE: '3/600', KIP_LIMIT_AREA: 'off' };
    const { limits } = abuseSettings(env);
    expect(limits).toMatchObject({ phone: { most: 3, seconds: 600 }, area: null });
    expect(limits.device).toEqual({ most: 20, seconds: 3_600 });
  });

  it.each(['0/60', '5', '5/0', '5/100000', '5/60/2', 'many'])('are refused as %s', (text) => {
    expect(() => abuseSettings({ KIP_LIMIT_ADDRESS: text })).toThrow(ConfigError);
  });
});

describe('who shows to be a person', () => {
  const set = { KIP_CAPTCHA_URL: 'https://captcha.example.vn/siteverify', KIP_CAPTCHA_SECRET: 's' };

  it('is asked by nobody unless a service is named, and then below the limit', () => {
    expect(abuseSettings({}).captcha).toBeNull();
    expect(abuseSettings(set).captcha).toMatchObject({ secret: 's', after: 10 });
    expect(abuseSettings({ ...set, KIP_LIMIT_ADDRESS: '3/60' }).captcha).toMatchObject({
      after: 2,
    });
  });

  it.each([
    { KIP_CAPTCHA_URL: 'http://captcha.example.vn/' },
    { KIP_CAPTCHA_SECRET: '' },
    { KIP_LIMITS: 'off' },
    { KIP_CAPTCHA_AFTER: '60' },
  ])('is not asked with %j', (more) => {
    expect(() => abuseSettings({ ...set, ...more })).toThrow(ConfigError);
  });
});

describe('how the pages show it', () => {
  const hcaptcha = {
    KIP_CAPTCHA_URL: 'https://api.hcaptcha.com/siteverify',
    KIP_CAPTCHA_SECRET: 's',
  };

  it('is known of the services that they can show, and not without a site key', () => {
    expect(abuseSettings(hcaptcha).captcha?.widget).toBeNull();
    expect(abuseSettings({ ...hcaptcha, KIP_CAPTCHA_SITE_KEY: '10-20' }).captcha?.widget).toEqual({
      kind: 'hcaptcha',
      siteKey: '10-20',
      origins: ['https://hcaptcha.com', 'https://*.hcaptcha.com'],
    });
  });

  it.each(['<script>', 'key with spaces'])('is refused as %s', (key) => {
    expect(() => abuseSettings({ ...hcaptcha, KIP_CAPTCHA_SITE_KEY: key })).toThrow(ConfigError);
  });

  it('is refused for a service that they cannot show', () => {
    const url = 'https://captcha.example.vn/siteverify';
    const set = { ...hcaptcha, KIP_CAPTCHA_URL: url, KIP_CAPTCHA_SITE_KEY: '1' };
    expect(() => abuseSettings(set)).toThrow(/Turnstile and hCaptcha/);
  });
});

describe('trusted proxies', () => {
  it('are nobody unless they are named', () => {
    expect(abuseSettings({}).trustedProxies).toEqual([]);
    const env = { KIP_TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,2001:db8::/32' };
    const named = ['10.0.0.5', '10.1.0.0/16', '2001:db8::/32'];
    expect(abuseSettings(env).trustedProxies).toEqual(named);
  });

  it.each(['true', '*', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.5/x', 'proxy.example.vn'])(
    'are refused as %s',
    (text) => {
      expect(() => abuseSettings({ KIP_TRUSTED_PROXIES: text })).toThrow(ConfigError);
    },
  );
});
