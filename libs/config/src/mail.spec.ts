import { describe, expect, it } from '@jest/globals';
import { mailSettings } from './mail.js';

describe('the settings of mail', () => {
  it('may be absent: then nobody is told by mail', () => {
    expect(mailSettings({})).toEqual({ server: null, digestMinutes: 15, publicUrl: null });
  });

  it('name the server, the sender, the window and where the system is opened', () => {
    const env = {
      KIP_SMTP_URL: 'smtps://kip:secret@mail.example.vn',
      KIP_MAIL_FROM: 'Kịp <kip@example.vn>',
      KIP_MAIL_DIGEST_MINUTES: '0',
      KIP_PUBLIC_URL: 'https://kip.example.vn/',
    };
    expect(mailSettings(env)).toEqual({
      server: { url: env.KIP_SMTP_URL, from: env.KIP_MAIL_FROM },
      digestMinutes: 0,
      publicUrl: 'https://kip.example.vn',
    });
  });

  it.each([
    [{ KIP_SMTP_URL: 'mail.example.vn:25' }, /KIP_SMTP_URL/],
    [{ KIP_SMTP_URL: 'smtp://mail.example.vn' }, /KIP_MAIL_FROM/],
    [{ KIP_SMTP_URL: 'smtp://mail.example.vn', KIP_MAIL_FROM: 'nobody' }, /KIP_MAIL_FROM/],
    [{ KIP_MAIL_DIGEST_MINUTES: '1.5' }, /KIP_MAIL_DIGEST_MINUTES/],
    [{ KIP_PUBLIC_URL: 'kip.example.vn' }, /KIP_PUBLIC_URL/],
  ])('are refused where they are unusable: %j', (env, expected) => {
    expect(() => mailSettings(env)).toThrow(expected);
  });

  it('never repeat a password', () => {
    const env = { KIP_SMTP_URL: 'http://kip:secret@mail.example.vn' };
    expect(() => mailSettings(env)).toThrow(/^(?!.*secret)/);
  });
});
