import { describe, expect, it } from '@jest/globals';
import { placeholdersIn, renderTemplate, unknownPlaceholders } from './templates.js';

const values = {
  ...{ code: 'PA-2026-000001', unit: 'Viettel', due: null },
  ...{ category: 'Cáp võng', reporter: 'Bà {{code}}' },
};

describe('a template', () => {
  it('is filled in from a case, and tells what is not known', () => {
    const template = 'Kính gửi {{reporter}}: {{ code }} đã giao {{unit}}, hạn {{due}}. {{code}}';
    expect(placeholdersIn(template)).toEqual(['code', 'unit', 'due', 'reporter']);
    expect(renderTemplate(template, values)).toEqual({
      text: 'Kính gửi Bà {{code}}: PA-2026-000001 đã giao Viettel, hạn ……. PA-2026-000001',
      missing: ['due'],
    });
  });

  it.each([
    ['{{code}} và {{tên}}', ['tên']],
    ['{{}}', ['']],
    ['{{code}', ['{{code']],
    ['code}}', ['}}']],
    ['{{constructor}} {{constructor}}', ['constructor']],
    ['{code} không phải từ khóa', []],
    ['', []],
  ])('%j has these unknown placeholders: %j', (text, unknown) => {
    expect(unknownPlaceholders(text)).toEqual(unknown);
  });

  it('of which nothing would be left is refused', () => {
    expect(() => renderTemplate(' ', values)).toThrow('text_needed');
  });
});
