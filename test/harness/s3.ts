import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type S3Place } from '#libs/config';
import S3rver from '@20minutes/s3rver';

const BUCKET = 'photos';

/** A real S3-compatible server on loopback that holds signatures against its key. */
export interface TestS3 {
  readonly place: S3Place;
  stop(): Promise<void>;
}

export async function startS3(): Promise<TestS3> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kip-s3-'));
  const server = new S3rver({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory: folder },
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  const { port } = await server.run();
  return {
    place: {
      url: `http://127.0.0.1:${port}/${BUCKET}/hue`,
      // What this server knows; its own documentation names them.
      ...{ accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', region: 'us-east-1' },
    },
    stop: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
