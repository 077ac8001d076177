import sharp from 'sharp';
import { type Picture } from './chart-svg.js';

/** Dots for each pixel of the picture: enough for a printer. */
const SHARPNESS = 3;

/** The same picture as PNG, for readers of documents that know no SVG. It is our own drawing and nobody's upload. */
export async function pngOf({ svg }: Picture): Promise<Buffer> {
  return sharp(Buffer.from(svg), { density: 72 * SHARPNESS })
    .png({ compressionLevel: 9 })
    .toBuffer();
}
