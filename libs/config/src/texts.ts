import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.js';
import { outgoingUrl } from './outgoing.js';

/** The gateway by which short messages reach telephones. */
export interface TextSettings {
  /** https://, or http:// on this machine where KIP_OUTGOING_ALLOW lets it. */
  readonly url: string;
  /** The name of the header that holds the key. */
  readonly header: string;
  /** The header's value, whole: with `Bearer ` before it where the gateway wants that. */
  readonly key: string;
}

const HEADER = /^[A-Za-z0-9-]{1,64}$/;
const KEY = /^[\x20-\x7e]{1,4096}$/;

function keyOf(env: NodeJS.ProcessEnv): string {
  const given = env['KIP_SMS_KEY'] ?? '';
  const file = env['KIP_SMS_KEY_FILE'] ?? '';
  let key = given;
  if (file !== '') {
    try {
      key = readFileSync(file, 'utf8').trim();
    } catch (error) {
      throw new ConfigError('KIP_SMS_KEY_FILE', file, `let this user read it (${String(error)})`);
    }
  }
  if (KEY.test(key) && (given === '' || file === '')) return key;
  const remedy =
    'give the key of the gateway of KIP_SMS_URL here, or in the file of KIP_SMS_KEY_FILE';
  throw new ConfigError('KIP_SMS_KEY', key === '' ? '' : '…', remedy);
}

/**
 * Reads by which gateway citizens get short messages; null: by none.
 * @throws ConfigError naming the setting and the remedy
 */
export function textSettings(env: NodeJS.ProcessEnv): TextSettings | null {
  const url = outgoingUrl(env, 'KIP_SMS_URL');
  if (url === null) return null;
  const header = env['KIP_SMS_HEADER'] || 'Authorization';
  if (!HEADER.test(header)) {
    throw new ConfigError('KIP_SMS_HEADER', header, 'give the name of a header, such as X-Api-Key');
  }
  return { url, header, key: keyOf(env) };
}
