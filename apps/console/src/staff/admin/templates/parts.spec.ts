import { describe, expect, it } from '@jest/globals';
import { inserted, partsOf } from './parts.js';

describe('the text of a template', () => {
  it('is taken apart into words and what is filled in', () => {
    expect(partsOf('Phản ánh {{code}} có hạn {{due}}.')).toEqual([
      { kind: 'words', text: 'Phản ánh ' },
      { kind: 'filled', name: 'code' },
      { kind: 'words', text: ' có hạn ' },
      { kind: 'filled', name: 'due' },
      { kind: 'words', text: '.' },
    ]);
    expect(partsOf('')).toEqual([]);
  });

  it('shows a name by which nothing is known, and leaves single braces alone', () => {
    expect(partsOf('{{phone}}{x}')).toEqual([
      { kind: 'unknown', text: '{{phone}}' },
      { kind: 'words', text: '{x}' },
    ]);
  });

  it('takes in a placeholder where the cursor stands', () => {
    expect(inserted('Mã , hạn', '{{code}}', 3, 3)).toBe('Mã {{code}}, hạn');
    expect(inserted('Mã XX, hạn', '{{code}}', 3, 5)).toBe('Mã {{code}}, hạn');
  });
});
