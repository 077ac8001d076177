import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.js';
import { textSettings } from './texts.js';

const folder = mkdtempSync(path.join(tmpdir(), 'kip-texts-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const url = 'https://sms.example.vn/send';

describe('the gateway of short messages', () => {
  it('is none unless it is named, and then has its key from here or from a file', () => {
    expect(textSettings({})).toBeNull();
    const given = { KIP_SMS_URL: url, KIP_SMS_KEY: 'Bearer k' };
    expect(textSettings(given)).toEqual({ url, header: 'Authorization', key: 'Bearer k' });
    const file = path.join(folder, 'key');
    writeFileSync(file, 'from a file\n');
    const kept = { KIP_SMS_URL: url, KIP_SMS_KEY_FILE: file, KIP_SMS_HEADER: 'X-Api-Key' };
    expect(textSettings(kept)).toEqual({ url, header: 'X-Api-Key', key: 'from a file' });
  });

  it.each([
    { KIP_SMS_KEY: '' },
    { KIP_SMS_KEY: 'a\nb' },
    { KIP_SMS_KEY: 'a', KIP_SMS_HEADER: 'no header' },
    { KIP_SMS_KEY_FILE: path.join(folder, 'nothing') },
    { KIP_SMS_KEY: 'a', KIP_SMS_URL: 'http://sms.example.vn/' },
    { KIP_SMS_KEY: 'a', KIP_SMS_URL: 'http://127.0.0.1:9/' },
  ])('is refused as %j, without telling the key', (env) => {
    const read = (): unknown => textSettings({ KIP_SMS_URL: url, ...env });
    expect(read).toThrow(ConfigError);
    expect(read).not.toThrow('a\nb');
  });
});
