/** What stands in the place of words that nobody is to read. */
export const COVER = '█████';

/** A stretch of a text, by its UTF-16 units, half open. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A text as its words and what stands between them, in order; joined they are the text. */
export function pieces(text: string): readonly (Stretch & { readonly word: boolean })[] {
  return [...text.matchAll(/\s+|\S+/gu)].map(({ 0: piece, index }) => ({
    from: index,
    to: index + piece.length,
    word: piece.trim() !== '',
  }));
}

/** The text with its covered words replaced: words that follow each other become one cover. */
export function covered(text: string, starts: ReadonlySet<number>): string {
  let out = '';
  let gap = '';
  let inside = false;
  for (const { from, to, word } of pieces(text)) {
    const piece = text.slice(from, to);
    if (!word) gap = piece;
    else {
      const cover = starts.has(from);
      if (!(cover && inside)) out += gap + (cover ? COVER : piece);
      gap = '';
      inside = cover;
    }
  }
  return out + gap;
}

/** A rectangle on a photo, in its own pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The rectangle between two corners, whole pixels within the photo; null where it is none. */
export function areaBetween(
  a: { readonly x: number; readonly y: number },
  b: { readonly x: number; readonly y: number },
  photo: { readonly width: number; readonly height: number },
): Area | null {
  const within = (value: number, most: number): number =>
    Math.min(Math.max(Math.round(value), 0), most);
  const [x, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map((v) => within(v, photo.width));
  const [y, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map((v) => within(v, photo.height));
  if (x === undefined || y === undefined || right === undefined || bottom === undefined)
    return null;
  const [width, height] = [right - x, bottom - y];
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}
