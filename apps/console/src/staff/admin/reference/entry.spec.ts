import { describe, expect, it } from '@jest/globals';
import { blank, entryAddress, put } from './entry.js';

describe('an entry of the reference data', () => {
  const rule = { code: 'fire', category: 'security', rank: 10 };

  it('has a field set, and loses one that is given up: nothing empty is sent', () => {
    expect(put(rule, 'category', 'health')).toEqual({ ...rule, category: 'health' });
    expect(put(rule, 'category', null)).toEqual({ code: 'fire', rank: 10 });
    expect(rule.category).toBe('security');
  });

  it('begins with no code, so that nothing can be saved before it has one', () => {
    for (const kind of ['category', 'unit', 'network', 'rule'] as const) {
      expect(blank(kind)).toMatchObject({ kind, entry: { code: '' } });
    }
  });

  it('stands beside the tester where it is a rule', () => {
    expect(entryAddress('rule', 'fire')).toBe('/admin/routing/of/fire');
    expect(entryAddress('unit', 'vnpt')).toBe('/admin/reference/unit/of/vnpt');
  });
});
