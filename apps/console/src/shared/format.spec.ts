import { describe, expect, it } from '@jest/globals';
import {
  formatDate,
  formatDuration,
  formatInstant,
  formatNumber,
  formatRate,
  formatTime,
} from './format.js';

const DUE = '2026-03-11T10:00:00.000Z';

describe('an instant', () => {
  it('is read on the clock of Huế, whatever the browser is set to', () => {
    expect(formatDate(DUE)).toBe('11/03/2026');
    expect(formatTime(DUE)).toBe('17:00');
    expect(formatDate('2026-03-11T17:30:00Z')).toBe('12/03/2026');
    expect(formatTime('2026-03-11T17:00:00Z')).toBe('00:00');
  });

  it('has the time before the day in Vietnamese, and after it in English', () => {
    expect(formatInstant(DUE, 'vi')).toBe('17:00 11/03/2026');
    expect(formatInstant(DUE, 'en')).toBe('11/03/2026 17:00');
  });

  it('is read in the zone of its stream where that is another', () => {
    expect(formatInstant('2011-11-06T16:00:00Z', 'en', 'America/New_York')).toBe(
      '06/11/2011 11:00',
    );
  });

  it('is refused where it is none', () => {
    expect(() => formatDate('hôm qua')).toThrow(RangeError);
  });
});

describe('a number', () => {
  it('has the marks of its language', () => {
    expect(formatNumber(26_079, 'vi')).toBe('26.079');
    expect(formatNumber(26_079, 'en')).toBe('26,079');
  });
});

describe('a rate', () => {
  it("is printed as in the department's sentence", () => {
    expect(formatRate(200 / 209, 'vi')).toBe('95,7%');
    expect(formatRate(9 / 209, 'vi')).toBe('4,3%');
    expect(formatRate(97 / 125, 'vi')).toBe('77,6%');
    expect(formatRate(97 / 125, 'en')).toBe('77.6%');
  });

  it('is rounded half up', () => {
    expect(formatRate(0.0045, 'vi')).toBe('0,5%');
    expect(formatRate(0.1235, 'vi')).toBe('12,4%');
    expect(formatRate(0.12349, 'vi')).toBe('12,3%');
  });

  it('never hides what is left over, and never makes nothing a number', () => {
    expect(formatRate(1 / 26_079, 'vi')).toBe('< 0,1%');
    expect(formatRate(26_078 / 26_079, 'vi')).toBe('> 99,9%');
    expect(formatRate(1, 'vi')).toBe('100,0%');
    expect(formatRate(0, 'vi')).toBe('0,0%');
    expect(formatRate(null, 'vi')).toBe('–');
  });
});

describe('a length of time', () => {
  it('is told by its two largest units', () => {
    expect(formatDuration(2 * 1_440 + 185, 'vi')).toBe('2 ngày 3 giờ');
    expect(formatDuration(95, 'en')).toBe('1 h 35 min');
    expect(formatDuration(0.5, 'vi')).toBe('0 phút');
  });

  it('may count days of work', () => {
    expect(formatDuration(480 + 60, 'vi', 480)).toBe('1 ngày 1 giờ');
  });

  it('is as long after the due as before it', () => {
    expect(formatDuration(-61, 'vi')).toBe('1 giờ 1 phút');
  });
});
