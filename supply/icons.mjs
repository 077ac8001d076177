// Draws the icons of the citizens' pages anew from their icon.svg: `make icons`.
import path from 'node:path';
import sharp from 'sharp';

const FOLDER = path.resolve('apps/console/installable');
const SIZES = [192, 512];

for (const size of SIZES) {
  // Drawn at the size that is wanted: a picture that is made larger is blurred.
  const drawn = sharp(path.join(FOLDER, 'icon.svg'), { density: (72 * size) / 32 });
  const icon = drawn.resize(size, size).png({ compressionLevel: 9, palette: true });
  await icon.toFile(path.join(FOLDER, `icon-${size}.png`));
}
