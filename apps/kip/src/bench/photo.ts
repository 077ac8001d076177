import { Cleaner, samplePhoto } from '#libs/media';
import { percentile } from './rounds.js';

/** What cleaning one photo takes. */
export interface PhotoFigures {
  /** Milliseconds from the bytes to the two renditions. */
  readonly p50: number;
  readonly p95: number;
  /** MiB that the cleaning process has held at most. */
  readonly child_rss_mb: number;
}

/** As telephones take them: twelve million pixels. */
const WIDTH = 4_000;
const HEIGHT = 3_000;

/** Cleans one photo of 12 megapixels so many times, one after the other, after one that is not counted. */
export async function measurePhoto(times: number): Promise<PhotoFigures> {
  const photo = await samplePhoto(WIDTH, HEIGHT);
  const cleaner = new Cleaner();
  try {
    await cleaner.clean(photo);
    const took: number[] = [];
    let peak = 0;
    for (let time = 0; time < times; time += 1) {
      const begun = performance.now();
      const { peakMemory } = await cleaner.clean(photo);
      took.push(performance.now() - begun);
      peak = Math.max(peak, peakMemory);
    }
    const [p50, p95] = [percentile(took, 0.5), percentile(took, 0.95)];
    return { p50, p95, child_rss_mb: peak / 2 ** 20 };
  } finally {
    cleaner.close();
  }
}
