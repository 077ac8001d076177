import { describe, expect, it } from '@jest/globals';
import { ERASED, tracesOf, withoutTraces } from './traces.js';

const VY = {
  name: 'Trần Thị Khánh Vy',
  phone: '0905 123 456',
  email: 'vy.tran+hue@example.vn',
  address: '12 Lê Lợi (kiệt 3)',
};

describe('traces of a person', () => {
  const traces = tracesOf(VY);

  it.each([
    'Gọi 0905123456 nhé',
    'Gọi 0905.123.456 nhé',
    'Gọi +84 905 123 456 nhé',
    'Gọi 84905-123-456 nhé',
    'Gọi 905123456 nhé',
    'Gọi trần thị  khánh vy nhé',
    'Gọi VY.TRAN+HUE@example.vn nhé',
    'Gọi 12 Lê Lợi (Kiệt 3) nhé',
  ])('are found in "%s"', (text) => {
    expect(withoutTraces(text, traces)).toBe(`Gọi ${ERASED} nhé`);
  });

  it.each(['Gọi 0905 123 457 nhé', 'Vy vẫn còn', '12 Lê Lợi', 'vy.tranXhue@example.vn'])(
    'are not found in "%s"',
    (text) => {
      expect(withoutTraces(text, traces)).toBe(text);
    },
  );

  it('are none where nothing is known, or too little to tell anybody by', () => {
    expect(tracesOf({ name: null, phone: null, email: null, address: null })).toEqual([]);
    expect(tracesOf({ name: 'V', phone: '113', email: ' ', address: '' })).toEqual([]);
  });
});
