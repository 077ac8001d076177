import { describe, expect, it } from '@jest/globals';
import {
  type EarlierReport,
  type OriginKind,
  type Worded,
  sameness,
  suspicionOf,
} from './alike.js';

const NOW = new Date('2026-03-02T02:00:00Z');
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const TEXT = 'Dây cáp viễn thông võng thấp trước cổng trường, rất nguy hiểm cho học sinh';
const report = (more: Partial<Worded> = {}): Worded => ({
  ...{ text: TEXT, lat: null, lon: null, address: '12 Lê Lợi' },
  ...more,
});

let codes = 0;
function earlier(minutes: number, shares: OriginKind[], more: Partial<Worded> = {}): EarlierReport {
  codes += 1;
  return { ...report(more), code: `PA-2026-${codes}`, at: ago(minutes), shares };
}
const many = (count: number, minutes: number, shares: OriginKind[]): EarlierReport[] =>
  Array.from({ length: count }, (_none, at) =>
    earlier(minutes, shares, { address: `${at} Trần Phú` }),
  );

describe('how alike two texts are', () => {
  it('is the share of their runs of words, whatever the accents and the punctuation', () => {
    expect(sameness(TEXT, TEXT)).toBe(1);
    expect(
      sameness(TEXT, 'DAY CAP VIEN THONG vong thap, truoc cong truong rat nguy hiem cho hoc sinh!'),
    ).toBe(1);
    expect(sameness(TEXT, `${TEXT} Xin cảm ơn`)).toBeGreaterThan(0.8);
    expect(sameness(TEXT, 'Nước thải chảy ra mương trước chợ từ hai tuần nay')).toBe(0);
    expect(sameness('Rác', 'rác')).toBe(1);
    expect(sameness('Rác', 'Cây đổ')).toBe(0);
  });
});

describe('a flood', () => {
  it('is the fifth that is alike from one place within an hour, and not the fourth', () => {
    expect(suspicionOf(report(), NOW, many(3, 20, ['address']))).toBeNull();
    const found = suspicionOf(report(), NOW, many(4, 20, ['address']));
    expect(found).toMatchObject({ kind: 'flood', shares: ['address'] });
    expect(found?.others).toHaveLength(4);
  });

  it('is none of what came over an hour ago, is worded otherwise, or came from other places', () => {
    expect(suspicionOf(report(), NOW, many(9, 60, ['address']))).toBeNull();
    const other = report({ text: 'Nước thải chảy ra mương trước chợ từ hai tuần nay' });
    expect(suspicionOf(other, NOW, many(9, 20, ['address', 'device']))).toBeNull();
    const mixed = [...many(3, 20, ['address']), ...many(3, 20, ['phone'])];
    expect(suspicionOf(report(), NOW, mixed)).toBeNull();
  });
});

describe('a reporter’s own report of before', () => {
  it('is one with the same words about the same place within a day', () => {
    const before = earlier(600, ['phone', 'address']);
    const expected = { kind: 'own_repeat', shares: ['phone'], others: [before.code] };
    expect(suspicionOf(report(), NOW, [before])).toEqual(expected);
    expect(suspicionOf(report(), NOW, [earlier(24 * 60, ['phone'])])).toBeNull();
  });

  it('is none about another place, or of a neighbour behind the same address', () => {
    const there = earlier(10, ['device'], { address: '80 Nguyễn Huệ' });
    expect(suspicionOf(report(), NOW, [there])).toBeNull();
    expect(suspicionOf(report(), NOW, [earlier(10, ['address'])])).toBeNull();
  });

  it('is about the same place within a hundred metres', () => {
    const at = (lat: number): Partial<Worded> => ({ lat, lon: 107.59 });
    const near = earlier(10, ['device'], at(16.4645));
    expect(suspicionOf(report(at(16.4637)), NOW, [near])).toMatchObject({ kind: 'own_repeat' });
    expect(suspicionOf(report(at(16.4655)), NOW, [near])).toBeNull();
  });
});
