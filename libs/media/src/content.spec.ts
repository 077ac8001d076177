import { describe, expect, it } from '@jest/globals';
import { contentOf, refusedContent } from './content.js';

const bytes = (letters: string): Buffer => Buffer.from(letters, 'latin1');

describe('the content of a file', () => {
  it.each([
    ['\xff\xd8\xff\xe0', 'jpeg'],
    ['\x89PNG\r\n\x1a\n', 'png'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'webp'],
  ])('is told by its first bytes: %j', (letters, content) => {
    expect(contentOf(bytes(letters))).toBe(content);
  });

  it.each([
    ['', 'empty'],
    ['\xff\xd8', 'no known kind'],
    ['GIF89a', 'GIF'],
    ['%PDF-1.7', 'PDF'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'SVG or HTML'],
    ['\0\0\0\x18ftypheic', 'HEIC'],
    ['RIFF\x10\0\0\0WAVEfmt ', 'no known kind'],
    ['PK\x03\x04', 'ZIP'],
  ])('is not taken, and named where it is known: %j', (letters, named) => {
    expect(contentOf(bytes(letters))).toBeNull();
    expect(refusedContent(bytes(letters))).toContain(named);
  });
});
