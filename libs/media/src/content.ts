/** The kinds of image that are taken. */
export type Content = 'jpeg' | 'png' | 'webp';

/** Bytes at the begin of a file, of which null may be anything. */
type Magic = readonly (number | null)[];

const text = (letters: string): number[] => [...Buffer.from(letters, 'latin1')];
const anything = (many: number): null[] => Array.from({ length: many }, () => null);

const TAKEN: readonly (readonly [Content, Magic])[] = [
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, ...text('PNG\r\n'), 0x1a, 0x0a]],
  ['webp', [...text('RIFF'), ...anything(4), ...text('WEBP')]],
];

/** What people send besides, so that a refusal says what it was. */
const REFUSED: readonly (readonly [string, Magic])[] = [
  ['HEIC', [...anything(4), ...text('ftyphei')]],
  ['HEIC', [...anything(4), ...text('ftypmif1')]],
  ['AVIF', [...anything(4), ...text('ftypavif')]],
  ['GIF', text('GIF8')],
  ['PDF', text('%PDF')],
  ['a ZIP archive', text('PK')],
  ['TIFF', text('II*\0')],
  ['TIFF', text('MM\0*')],
  ['markup, such as SVG or HTML', text('<')],
];

function begins(bytes: Uint8Array, magic: Magic): boolean {
  return magic.every((expected, at) => expected === null || bytes[at] === expected);
}

/** What kind of image these bytes say that they are; null: none that is taken. */
export function contentOf(bytes: Uint8Array): Content | null {
  return TAKEN.find(([, magic]) => begins(bytes, magic))?.[0] ?? null;
}

/** In words, what these bytes look like, of what is not taken. */
export function refusedContent(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'the file is empty';
  const known = REFUSED.find(([, magic]) => begins(bytes, magic));
  return known ? `the file looks like ${known[0]}` : 'the file is of no known kind';
}
