import { describe, expect, it } from '@jest/globals';
import { mediaSettings } from './media.js';

const HOME = '/var/lib/kip';
const read = (env: NodeJS.ProcessEnv): unknown => mediaSettings(env, HOME);

describe('where photos are kept', () => {
  it('is a folder of the installation unless another one is named', () => {
    expect(read({})).toEqual({ kind: 'disk', folder: '/var/lib/kip/media' });
    expect(read({ KIP_MEDIA_DIR: '/srv/photos' })).toEqual({ kind: 'disk', folder: '/srv/photos' });
  });

  it('is a bucket where one is named, with its key and its region', () => {
    const env = { KIP_MEDIA_S3_URL: 'http://AKIA:a%2Fb%2Bc@minio:9000/photos/hue/?region=hcm-1' };
    expect(read(env)).toEqual({
      kind: 's3',
      place: {
        url: 'http://minio:9000/photos/hue',
        accessKeyId: 'AKIA',
        secretAccessKey: 'a/b+c',
        region: 'hcm-1',
      },
    });
    const plain = { KIP_MEDIA_S3_URL: 'https://key:secret@s3.example.vn/photos' };
    expect(read(plain)).toMatchObject({ place: { region: 'us-east-1' } });
  });

  it.each([
    'key:hush@host/bucket',
    'https://host/bucket',
    'https://hush@host/bucket',
    'https://key:hush@host',
    'https://key:hush@host/',
    'https://key:hush@host/bucket?regoin=x',
    'https://key:hush%E0@host/bucket',
  ])('is refused without a word of the secret: %s', (KIP_MEDIA_S3_URL) => {
    expect(() => read({ KIP_MEDIA_S3_URL })).toThrow(/^KIP_MEDIA_S3_URL=…: (?!.*hush)/);
  });

  it('is one place and not two', () => {
    const env = { KIP_MEDIA_DIR: '/srv', KIP_MEDIA_S3_URL: 'https://key:secret@host/bucket' };
    expect(() => read(env)).toThrow(/KIP_MEDIA_DIR=.*KIP_MEDIA_S3_URL/);
  });
});
