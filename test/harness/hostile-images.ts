import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { type ExifFields, exifBlock } from '../../libs/media/src/testing/exif-block.js';

// Images as honest people and others send them, each made here from nothing.

/** Words that stand in the metadata of `cameraPhoto`, and in nothing that is kept. */
export const TRACES = ['Camera of the tests', 'xmpmeta', 'nhà bà Lan', 'Photoshop', 'Display P3'];

const APP1 = 0xe1;
const APP13 = 0xed;
const COMMENT = 0xfe;

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** A JPEG, red on its left and blue on its right, without any metadata. */
export async function plainJpeg(width = 300, height = 200): Promise<Buffer> {
  const half = { width: Math.floor(width / 2), height, channels: 3 as const };
  const red = await sharp({ create: { ...half, background: 'red' } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: 'blue' } })
    .composite([{ input: red, left: 0, top: 0 }])
    .jpeg({ quality: 95 })
    .toBuffer();
}

/** The same as a camera writes it: with EXIF, XMP, a comment, Photoshop's block and a colour profile. */
export async function cameraPhoto(fields: ExifFields): Promise<Buffer> {
  const plain = await sharp(await plainJpeg())
    .withIccProfile('p3')
    .jpeg({ quality: 95 })
    .toBuffer();
  const xmp = 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude="16,27.8N"/>';
  return Buffer.concat([
    plain.subarray(0, 2),
    segment(APP1, exifBlock(fields)),
    segment(APP1, Buffer.from(xmp, 'latin1')),
    segment(APP13, Buffer.from('Photoshop 3.0\x008BIM', 'latin1')),
    segment(COMMENT, Buffer.from('nhà bà Lan', 'utf8')),
    plain.subarray(2),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of about 100 kB that says, truthfully, that it is 30,000 pixels wide and high. */
export function pngBomb(side = 30_000): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = Buffer.alloc((1 + Math.ceil(side / 8)) * side);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows, { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

const SCRIPT = '<html><script>alert(1)</script></html>';
export const APPENDED = [SCRIPT, 'PK\x03\x04 a file in an archive'];

/** A whole JPEG with a page and an archive after its end: each program reads what it looks for. */
export async function polyglot(): Promise<Buffer> {
  return Buffer.concat([await plainJpeg(), Buffer.from(APPENDED.join(''), 'latin1')]);
}

/** A file that must be refused: how it is called, what it is refused as, and its bytes. */
export interface Hostile {
  readonly what: string;
  readonly code: 'photo_type_refused' | 'photo_unusable' | 'photo_too_many_pixels' | 'too_large';
  readonly status: number;
  readonly name: string;
  readonly bytes: Buffer;
}

const MEBIBYTE = 1_024 * 1_024;
const TYPE = { code: 'photo_type_refused', status: 415 } as const;
const TOO_MANY = { code: 'photo_too_many_pixels', status: 422 } as const;
const TOO_LARGE = { code: 'too_large', status: 413 } as const;
const UNUSABLE = { code: 'photo_unusable', status: 422 } as const;
const text = (letters: string): Buffer => Buffer.from(letters, 'latin1');
const cut = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length * 0.6));

/** Every file that must be refused. */
export async function hostileImages(): Promise<readonly Hostile[]> {
  const jpeg = await plainJpeg();
  const gif = await sharp(jpeg).gif().toBuffer();
  const png = await sharp(jpeg).png().toBuffer();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  return [
    { what: 'a bomb of 900 megapixels', name: 'bomb.png', ...TOO_MANY, bytes: pngBomb() },
    { what: 'a JPEG that is cut off', name: 'cut.jpg', ...UNUSABLE, bytes: cut(jpeg) },
    { what: 'a PNG that is cut off', name: 'cut.png', ...UNUSABLE, bytes: cut(png) },
    { what: 'a page named .jpg', name: 'page.jpg', ...TYPE, bytes: text(SCRIPT) },
    {
      what: 'a page behind the first bytes of a JPEG',
      name: 'page.jpg',
      ...UNUSABLE,
      bytes: Buffer.concat([jpeg.subarray(0, 4), text(SCRIPT)]),
    },
    {
      what: 'a JPEG behind the first bytes of a PNG',
      name: 'x.png',
      ...UNUSABLE,
      bytes: Buffer.concat([png.subarray(0, 8), jpeg]),
    },
    { what: 'an SVG', name: 'image.svg', ...TYPE, bytes: text(svg) },
    { what: 'an SVG named .jpg', name: 'image.jpg', ...TYPE, bytes: text(`<?xml?>${svg}`) },
    { what: 'a PDF', name: 'file.pdf', ...TYPE, bytes: text('%PDF-1.7\n1 0 obj') },
    { what: 'a GIF', name: 'image.gif', ...TYPE, bytes: gif },
    { what: 'an HEIC', name: 'i.heic', ...TYPE, bytes: text('\0\0\0\x18ftypheic\0\0\0\0mif1') },
    { what: 'a text', name: 'photo.jpg', ...TYPE, bytes: text('xin chào') },
    { what: 'no byte at all', name: 'photo.jpg', ...TYPE, bytes: Buffer.alloc(0) },
    {
      what: 'sixteen megabytes',
      name: 'large.jpg',
      ...TOO_LARGE,
      bytes: Buffer.concat([jpeg, Buffer.alloc(16 * MEBIBYTE)]),
    },
  ];
}

const SOS = 0xda;

/** The markers of a JPEG's segments up to its pixels, and where those begin. */
export function markersOf(jpeg: Uint8Array): readonly number[] {
  const bytes = Buffer.from(jpeg);
  const markers: number[] = [];
  let at = 2;
  while (at < bytes.length) {
    const marker = bytes.readUInt16BE(at) & 0xff;
    markers.push(marker);
    if (marker === SOS) return markers;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  throw new Error('a JPEG without pixels');
}

/** Whether a marker is of a segment that may hold words: EXIF, XMP, profiles, comments. */
export function holdsWords(marker: number): boolean {
  return marker === COMMENT || (marker >= APP1 && marker <= 0xef);
}

/** The colour of a pixel of a JPEG: red, green, blue. */
export async function colourAt(
  jpeg: Uint8Array,
  left: number,
  top: number,
): Promise<readonly number[]> {
  return [...(await sharp(jpeg).extract({ left, top, width: 1, height: 1 }).raw().toBuffer())];
}
