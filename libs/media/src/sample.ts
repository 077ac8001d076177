/** Pixels of the larger grain that makes a sample as hard to encode as a photo. */
const GRAIN = 8;

/**
 * A JPEG such as a telephone takes, made of nothing but chance, for measuring. The decoder is loaded
 * into this process for it, so nothing that serves people calls this.
 * @param width and height in pixels
 */
export async function samplePhoto(width: number, height: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const noise = await sharp({
    create: {
      width: Math.ceil(width / GRAIN),
      height: Math.ceil(height / GRAIN),
      channels: 3,
      background: 'grey',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer();
  return sharp(noise).resize({ width, height, fit: 'fill' }).jpeg({ quality: 92 }).toBuffer();
}
