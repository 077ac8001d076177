import path from 'node:path';
import { ConfigError } from './config-error.js';

/** A bucket of an S3-compatible store, or a folder in one. */
export interface S3Place {
  /** Without user and query: https://host/bucket or https://host/bucket/folder, no slash at its end. */
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** Where photos are kept: on a disk that every process of the installation sees, or in a bucket. */
export type MediaSettings =
  | { readonly kind: 'disk'; readonly folder: string }
  | { readonly kind: 's3'; readonly place: S3Place };

const BUCKET = 'KIP_MEDIA_S3_URL';
const REGION = 'us-east-1';

/** It holds a key and a secret: it is never repeated. */
function unusable(): ConfigError {
  return new ConfigError(
    BUCKET,
    '…',
    'give https://key:secret@host/bucket?region=…, key and secret percent-encoded where they have / or +',
  );
}

function s3Place(text: string): S3Place {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw unusable();
  const url = new URL(text);
  const folder = url.pathname.replace(/\/+$/, '');
  const asked = [...url.searchParams.keys()];
  const known = asked.every((name) => name === 'region');
  if (url.username === '' || url.password === '' || folder === '' || !known) throw unusable();
  try {
    return {
      url: `${url.protocol}//${url.host}${folder}`,
      accessKeyId: decodeURIComponent(url.username),
      secretAccessKey: decodeURIComponent(url.password),
      region: url.searchParams.get('region') ?? REGION,
    };
  } catch {
    throw unusable();
  }
}

/**
 * Reads where photos are kept.
 * @throws ConfigError naming the setting and the remedy
 */
export function mediaSettings(env: NodeJS.ProcessEnv, home: string): MediaSettings {
  const folder = env['KIP_MEDIA_DIR'] ?? '';
  const bucket = env[BUCKET] ?? '';
  if (folder !== '' && bucket !== '') {
    throw new ConfigError(
      'KIP_MEDIA_DIR',
      folder,
      `photos are kept in one place: unset it or ${BUCKET}`,
    );
  }
  return bucket === ''
    ? { kind: 'disk', folder: folder === '' ? path.join(home, 'media') : path.resolve(folder) }
    : { kind: 's3', place: s3Place(bucket) };
}
