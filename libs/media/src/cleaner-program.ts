import { setPriority } from 'node:os';
import sharp, { type Metadata } from 'sharp';
import { hintsOf } from './hints.js';
import { peakMemory } from './peak-memory.js';
import {
  type CleanImage,
  type CleanRefusal,
  type CleanReply,
  type CleanRequest,
  OUT_OF_MEMORY,
} from './protocol.js';

// The program of the cleaning process: it decodes what strangers send. It is given no settings and no
// secrets, only bytes, and answers with bytes. Nothing of the rest of the system is loaded into it.

/** A photo of the best telephones has about as many. */
const MOST_PIXELS = 50_000_000;
const PHOTO_SIDE = 2_048;
const THUMBNAIL_SIDE = 400;
const PHOTO_QUALITY = 82;
const THUMBNAIL_QUALITY = 75;
/** Bytes: what an image may take on top of that is no photo's. */
const MOST_MEMORY = 512 * 1_024 * 1_024;
const LOOK_EVERY_MS = 20;
/** Requests are answered before photos are cleaned. */
const NICE = 10;

sharp.cache(false);
sharp.concurrency(1);
// No other decoder can be reached, whatever the bytes pretend to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'],
});

class Refused extends Error {
  constructor(
    readonly why: CleanRefusal,
    detail: string,
  ) {
    super(detail);
  }
}

/** Reads the header alone: a small file may say that it is a huge image. */
async function metadataOf({ bytes, content }: CleanRequest): Promise<Metadata> {
  const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (metadata.format !== content) {
    throw new Refused('unreadable', `it begins as ${content} and is read as ${metadata.format}`);
  }
  const { width, height } = metadata;
  if (width * height > MOST_PIXELS) {
    throw new Refused('too_many_pixels', `${width} × ${height}; at most ${MOST_PIXELS} pixels`);
  }
  return metadata;
}

/** Of an area so many colours are left in either direction, whatever its size: no face and no number. */
const COLOURS_LEFT = 4;

/** An image with these areas made unrecognisable: each from few colours, so that nothing can be worked back. */
async function redacted({ bytes, areas = [] }: CleanRequest): Promise<Uint8Array> {
  if (areas.length === 0) return bytes;
  const covers = await Promise.all(
    areas.map(async ({ x: left, y: top, width, height }) => {
      const few = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
        .extract({ left, top, width, height })
        .resize(COLOURS_LEFT, COLOURS_LEFT, { fit: 'fill' })
        .png()
        .toBuffer();
      const input = await sharp(few).resize(width, height, { fit: 'fill' }).png().toBuffer();
      return { input, left, top };
    }),
  );
  return sharp(bytes, { limitInputPixels: MOST_PIXELS }).composite(covers).png().toBuffer();
}

async function clean(request: CleanRequest): Promise<CleanImage> {
  const { exif } = await metadataOf(request);
  const bytes = await redacted(request);
  const photo = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .autoOrient()
    .resize({ width: PHOTO_SIDE, height: PHOTO_SIDE, fit: 'inside', withoutEnlargement: true })
    // JPEG has no transparency: what is clear becomes white, not black.
    .flatten({ background: 'white' })
    .jpeg({ quality: PHOTO_QUALITY })
    .toBuffer({ resolveWithObject: true });
  const thumbnail = await sharp(photo.data)
    .resize({
      width: THUMBNAIL_SIDE,
      height: THUMBNAIL_SIDE,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .jpeg({ quality: THUMBNAIL_QUALITY })
    .toBuffer();
  const { width, height } = photo.info;
  return { photo: photo.data, thumbnail, width, height, hints: hintsOf(exif) };
}

async function replyTo(request: CleanRequest): Promise<CleanReply> {
  try {
    const image = await clean(request);
    return { outcome: 'cleaned', ...image, peakMemory: peakMemory() };
  } catch (error) {
    const why = error instanceof Refused ? error.why : 'unreadable';
    const detail = error instanceof Error ? error.message : 'an unknown error';
    return { outcome: 'refused', why, detail, peakMemory: peakMemory() };
  }
}

setPriority(NICE);
setInterval(() => {
  if (process.memoryUsage.rss() > MOST_MEMORY) process.exit(OUT_OF_MEMORY);
}, LOOK_EVERY_MS).unref();
process.on('message', (request) => {
  void replyTo(request as CleanRequest).then((reply) => process.send?.(reply));
});
// It ends with its parent, which lets a photo that is being cleaned come to its end.
process.once('disconnect', () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
