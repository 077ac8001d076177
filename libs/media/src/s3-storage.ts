import { hash } from 'node:crypto';
import { type S3Place } from '#libs/config';
import { AwsV4Signer } from 'aws4fetch';
import { type MediaStorage, RENDITIONS, type Rendition, fileName } from './storage.js';

const WITHIN_MS = 15_000;
const MISSING = 404;

/** The store did not do what it was asked. Its words are left out: they repeat names and keys. */
export class S3Error extends Error {
  constructor(method: string, what: string) {
    super(`the store of photos answered ${method} with ${what}`);
    this.name = 'S3Error';
  }
}

/** A bucket of an S3-compatible store, spoken to in path style and signed with Signature Version 4. */
export class S3Storage implements MediaStorage {
  constructor(private readonly place: S3Place) {}

  async put(id: string, rendition: Rendition, bytes: Uint8Array): Promise<void> {
    await this.send('PUT', fileName(id, rendition), bytes);
  }

  async get(id: string, rendition: Rendition): Promise<Uint8Array | null> {
    const answer = await this.send('GET', fileName(id, rendition));
    return answer && new Uint8Array(await answer.arrayBuffer());
  }

  async has(id: string, rendition: Rendition): Promise<boolean> {
    return (await this.send('HEAD', fileName(id, rendition))) !== null;
  }

  /** A listing is XML, which nothing here reads from outside. */
  ids(): null {
    return null;
  }

  async remove(id: string): Promise<void> {
    for (const rendition of RENDITIONS) await this.send('DELETE', fileName(id, rendition));
  }

  /** @returns null where there is no such file */
  private async send(
    method: 'GET' | 'HEAD' | 'PUT' | 'DELETE',
    name: string,
    bytes?: Uint8Array,
  ): Promise<Response | null> {
    const { url, accessKeyId, secretAccessKey, region } = this.place;
    const signer = new AwsV4Signer({
      ...{ method, url: `${url}/${name}`, accessKeyId, secretAccessKey, region, service: 's3' },
      headers: {
        // Signed: the store refuses what was changed on the way.
        'X-Amz-Content-Sha256': hash('sha256', bytes ?? ''),
        ...(bytes && { 'Content-Type': 'image/jpeg' }),
      },
    });
    const signed = await signer.sign();
    const answer = await fetch(signed.url, {
      ...{ method, headers: signed.headers, redirect: 'error' },
      ...(bytes && { body: bytes }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    if (answer.status === MISSING && method !== 'PUT') {
      await answer.body?.cancel();
      return null;
    }
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new S3Error(method, `status ${answer.status}`);
    }
    return answer;
  }
}
