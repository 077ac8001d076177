// Draws the icons of the citizens' pages anew from icon.svg: `make icons`.
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const SIZES = [192, 512];
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

for (const size of SIZES) {
  // Drawn at the size that is wanted: a picture that is made larger is blurred.
  const drawn = sharp(here('icon.svg'), { density: (72 * size) / 32 }).resize(size, size);
  await drawn.png({ compressionLevel: 9, palette: true }).toFile(here(`icon-${size}.png`));
}
