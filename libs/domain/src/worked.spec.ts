import { describe, expect, it } from '@jest/globals';
import { type Pause } from './report.js';
import { hue } from './testing/rulebook.js';
import { local } from './testing/story.js';
import { workedBetween } from './worked.js';

const HOUR = 3_600_000;
const [monday, tuesday] = [local('2026-03-02T16:00'), local('2026-03-03T09:00')];

const pause = (own: Partial<Pause>): Pause => ({
  ...{ id: 'p', legId: 'l', reason: 'weather', stopsClock: true, until: tuesday },
  ...{ startedAt: monday, endedAt: null, ...own },
});

describe('working time between two instants', () => {
  it('is that of the calendar: an hour of Monday and one and a half of Tuesday, which begins at 07:30', () => {
    expect(workedBetween(monday, tuesday, [], hue)).toBe(2.5 * HOUR);
  });

  it('leaves stopping pauses out, as far as they lie in between', () => {
    const from = local('2026-03-03T08:30');
    expect(workedBetween(monday, tuesday, [pause({ startedAt: from })], hue)).toBe(2 * HOUR);
    expect(
      workedBetween(monday, tuesday, [pause({ startedAt: from, endedAt: tuesday })], hue),
    ).toBe(2 * HOUR);
    const earlier = pause({ startedAt: local('2026-02-27T09:00'), endedAt: monday });
    expect(workedBetween(monday, tuesday, [earlier], hue)).toBe(2.5 * HOUR);
    const later = pause({ startedAt: local('2026-03-04T09:00') });
    expect(workedBetween(monday, tuesday, [later], hue)).toBe(2.5 * HOUR);
  });

  it('counts pauses that do not stop the clock', () => {
    expect(workedBetween(monday, tuesday, [pause({ stopsClock: false })], hue)).toBe(2.5 * HOUR);
  });
});
