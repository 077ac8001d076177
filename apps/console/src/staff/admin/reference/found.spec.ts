import { describe, expect, it } from '@jest/globals';
import { found } from './found.js';

const one = (code: string, parent: string | null, vi: string, en: string) => ({
  ...{ code, parent, name: { vi, en } },
});
const TREE = [
  one('telecom', null, 'Rác rưởi viễn thông', 'Telecom junk'),
  one('telecom.cable', 'telecom', 'Cáp võng', 'Sagging cable'),
  one('telecom.pole', 'telecom', 'Trụ nghiêng', 'Leaning pole'),
  one('traffic', null, 'Giao thông', 'Traffic'),
];
const codes = (looked: string): readonly string[] => found(TREE, looked).map(({ code }) => code);

describe('what is looked for in a tree', () => {
  it('is found without accents, in either language and by its code, with what stands above it', () => {
    expect(codes('cap vong')).toEqual(['telecom', 'telecom.cable']);
    expect(codes('POLE')).toEqual(['telecom', 'telecom.pole']);
    expect(codes('traf')).toEqual(['traffic']);
  });

  it('is everything where nothing is looked for, and nothing where nothing is like it', () => {
    expect(codes('  ')).toHaveLength(4);
    expect(codes('cầu đường')).toEqual([]);
  });
});
