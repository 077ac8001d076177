import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileCalendar } from './calendar.js';
import {
  PERIOD_KINDS,
  lastEndedPeriod,
  readPeriod,
  wholePeriod,
  wholePeriodBefore,
  writePeriod,
} from './periods.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const office = [{ from: '08:00', to: '11:30' }];
/** Monday to Friday; the first of May is a holiday. */
const calendar = compileCalendar({
  ...{ id: 'office@1', code: 'office', zone: ZONE },
  hours: [
    {
      from: '2021-01-01',
      week: { mon: office, tue: office, wed: office, thu: office, fri: office },
    },
  ],
  holidays: [{ date: '2026-05-01', name: 'Quốc tế Lao động' }],
  workedDays: [],
});

describe('a period of a document', () => {
  it.each([
    ['2026', '2026-01-01', '2026-12-31'],
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-W10', '2026-03-02', '2026-03-08'],
    ['2026-W01', '2025-12-29', '2026-01-04'],
    ['2020-W53', '2020-12-28', '2021-01-03'],
  ])('%s is from %s to %s', (text, from, to) => {
    const period = readPeriod(text);
    expect(period).toMatchObject({ from, to });
    expect(wholePeriod(from, to)).toEqual(period);
    expect(period && writePeriod(period)).toBe(text);
  });

  it.each(['2025-W53', '2026-13', '2026-Q5', '2026-W00', '26', '2026-3', '', 'week'])(
    '%p is none',
    (text) => {
      expect(readPeriod(text)).toBeNull();
    },
  );

  it('comes right after the one before it, and is read as it is written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PERIOD_KINDS),
        fc.integer({ min: 1_990, max: 2_150 }),
        fc.integer({ min: 1, max: 12 }),
        (kind, year, month) => {
          const day = `${year}-${String(month).padStart(2, '0')}-17T00:00:00Z`;
          const { period } = lastEndedPeriod(kind, 'UTC', { nextWorking: (t) => t }, new Date(day));
          expect(readPeriod(writePeriod(period))).toEqual(period);
          const before = wholePeriodBefore(period);
          const next = new Date(Date.parse(before.to) + 86_400_000).toISOString().slice(0, 10);
          expect(next).toBe(period.from);
        },
      ),
    );
  });

  it('goes out in the first working hour after its end, and not before', () => {
    const at = (local: string) => lastEndedPeriod('month', ZONE, calendar, new Date(local));
    // April ends before a holiday and a weekend: Monday the fourth, at eight.
    const goesOut = new Date('2026-05-04T08:00:00+07:00');
    expect(at('2026-05-04T07:59:59+07:00').period.from).toBe('2026-03-01');
    expect(at('2026-05-04T08:00:00+07:00')).toEqual({
      period: { kind: 'month', from: '2026-04-01', to: '2026-04-30' },
      goesOut,
    });
    expect(at('2026-05-31T23:59:59+07:00')).toMatchObject({ goesOut });
    expect(at('2026-09-15T12:00:00+07:00').period.from).toBe('2026-08-01');
  });
});
