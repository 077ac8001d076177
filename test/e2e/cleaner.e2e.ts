import { afterEach, describe, expect, it } from '@jest/globals';
import { type Cleaned, Cleaner } from '#libs/media';
import { measurePhoto } from '../../apps/kip/src/bench/photo.js';
import {
  APPENDED,
  TRACES,
  cameraPhoto,
  colourAt,
  holdsWords,
  hostileImages,
  markersOf,
  plainJpeg,
  polyglot,
} from '../harness/hostile-images.js';
import { once } from '../harness/media.js';

const MEBIBYTE = 2 ** 20;
let cleaner: Cleaner;
afterEach(() => cleaner.close());

const text = ({ photo, thumbnail }: Cleaned): string =>
  Buffer.concat([photo, thumbnail]).toString('latin1');

/** The one process of a cleaner that has cleaned one photo. */
function onlyPid(): number {
  const [pid, ...others] = cleaner.pids;
  if (pid === undefined || others.length > 0) throw new Error(`processes: ${cleaner.pids.length}`);
  return pid;
}

describe('a photo that is cleaned', () => {
  it('is upright and has nothing of what the camera wrote, which is told apart', async () => {
    cleaner = new Cleaner();
    const sent = await cameraPhoto({
      ...{ orientation: 6, place: { lat: 16.46367, lon: 107.59086 } },
      ...{ takenAt: '2026:03:02 07:45:10', offset: '+07:00' },
    });
    for (const trace of TRACES) {
      expect(sent.includes(Buffer.from(trace, 'utf8')) || trace === 'Display P3').toBe(true);
    }
    expect(markersOf(sent).filter(holdsWords).length).toBeGreaterThan(3);
    const cleaned = await cleaner.clean(sent);
    expect(cleaned).toMatchObject({ width: 200, height: 300 });
    expect(cleaned.hints).toEqual({
      place: { lat: 16.46367, lon: 107.59086 },
      takenAt: '2026-03-02T07:45:10+07:00',
    });
    for (const rendition of [cleaned.photo, cleaned.thumbnail]) {
      expect(markersOf(rendition).filter(holdsWords)).toEqual([]);
      const [top, bottom] = [
        await colourAt(rendition, 100, 20),
        await colourAt(rendition, 100, 280),
      ];
      expect(top[0]).toBeGreaterThan(200);
      expect(top[2]).toBeLessThan(60);
      expect(bottom[0]).toBeLessThan(60);
      expect(bottom[2]).toBeGreaterThan(200);
    }
    for (const trace of TRACES) {
      expect(text(cleaned)).not.toContain(Buffer.from(trace, 'utf8').toString('latin1'));
    }
  });

  it('is no larger than it is to be, and a small one is not made larger', async () => {
    cleaner = new Cleaner();
    const large = await cleaner.clean(await plainJpeg(4_000, 1_000));
    expect(large).toMatchObject({ width: 2_048, height: 512 });
    const small = await cleaner.clean(await plainJpeg(64, 48));
    expect(small).toMatchObject({ width: 64, height: 48 });
  });

  it('has nothing of what follows the end of the image', async () => {
    cleaner = new Cleaner();
    const cleaned = await cleaner.clean(await polyglot());
    for (const appended of APPENDED) expect(text(cleaned)).not.toContain(appended);
  });
});

describe('what cannot be cleaned', () => {
  it('is refused as what it is, and the process goes on with the next', async () => {
    cleaner = new Cleaner();
    await cleaner.clean(await plainJpeg());
    const pid = onlyPid();
    const hostile = await hostileImages();
    // How much is sent is counted at the door, before any of it is looked at.
    for (const { what, code, bytes } of hostile.filter((one) => one.code !== 'too_large')) {
      const refused = cleaner.clean(bytes).then(
        () => 'cleaned',
        (error: unknown) => (error as { code?: unknown }).code,
      );
      expect({ what, code: await refused }).toEqual({ what, code });
    }
    expect(await cleaner.clean(await plainJpeg())).toMatchObject({ width: 300 });
    expect(onlyPid()).toBe(pid);
  });
});

describe('a cleaning process', () => {
  it('that is killed at work fails that photo for now, and the next one is cleaned', async () => {
    cleaner = new Cleaner();
    const photo = await plainJpeg();
    await cleaner.clean(photo);
    const pid = onlyPid();
    // It holds still, so that it is at work when it is killed.
    process.kill(pid, 'SIGSTOP');
    const interrupted = expect(cleaner.clean(photo)).rejects.toMatchObject({
      code: 'photo_interrupted',
    });
    await once(() => cleaner.underWay === 1);
    process.kill(pid, 'SIGKILL');
    await interrupted;
    expect(await cleaner.clean(photo)).toMatchObject({ width: 300 });
    expect(onlyPid()).not.toBe(pid);
  });

  it('that takes too long is ended and replaced', async () => {
    cleaner = new Cleaner(4_000);
    const photo = await plainJpeg();
    await cleaner.clean(photo);
    const pid = onlyPid();
    process.kill(pid, 'SIGSTOP');
    await expect(cleaner.clean(photo)).rejects.toMatchObject({ code: 'photo_interrupted' });
    expect(await cleaner.clean(photo)).toMatchObject({ width: 300 });
    expect(onlyPid()).not.toBe(pid);
  });

  it('is one of two; others wait their turn, and too many are refused', async () => {
    cleaner = new Cleaner();
    const photo = await plainJpeg();
    const asked = Array.from({ length: 20 }, () => cleaner.clean(photo));
    const ended = await Promise.allSettled(asked);
    const refused = ended.filter((one) => one.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as { code?: unknown }).code)).toEqual([
      'unavailable',
      'unavailable',
    ]);
    expect(cleaner.pids).toHaveLength(2);
  });

  it('takes at most 300 MiB for a photo of twelve megapixels', async () => {
    cleaner = new Cleaner();
    const figures = await measurePhoto(2);
    expect(figures.child_rss_mb).toBeLessThan(300);
    expect(figures.p50).toBeGreaterThan(0);
    expect(figures.p95).toBeGreaterThanOrEqual(figures.p50);
    const noisy = await cleaner.clean(await plainJpeg(4_000, 3_000));
    expect(noisy.peakMemory).toBeLessThan(300 * MEBIBYTE);
  });
});
