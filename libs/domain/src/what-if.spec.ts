import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { classOfLeg, classOfReport } from './outcome.js';
import { underPolicy } from './recount.js';
import { lives, play, settings } from './testing/life.js';
import { hue, policyOf, workingDays } from './testing/rulebook.js';
import { type Story, example, local, staff } from './testing/story.js';
import { whatIf } from './what-if.js';

const days = (count: number): ReturnType<typeof underPolicy> =>
  underPolicy({ policy: policyOf('hue-7@2', workingDays(count)), calendar: hue });
const now = local('2026-03-31T09:00');

/** The class of the report and of its legs, had its policy given so many days. */
function classes({ report, book }: Story, count: number): readonly (string | null)[] {
  const would = whatIf(report, days(count), book, now).report;
  const legs = would.legs.map((leg) => classOfLeg(leg, would.pauses, now));
  return [classOfReport(would, now), ...legs];
}

describe('what would have become of a report under another policy', () => {
  it('is late that was in time, and in time that was late', () => {
    const done = example().resolved('2026-03-09T10:00', 'U1');
    expect(classes(done, 7)).toEqual(['on_time', 'on_time']);
    expect(classes(done, 3)).toEqual(['late', 'late']);
    const late = example().resolved('2026-03-16T10:00', 'U1');
    expect(classes(late, 7)).toEqual(['late', 'late']);
    expect(classes(late, 15)).toEqual(['on_time', 'on_time']);
  });

  it('has its pauses, and each leg its own start', () => {
    const paused = example()
      .on('2026-03-03T10:00', staff('U1'), {
        ...{ action: 'wait', reason: 'weather', until: local('2026-03-20T00:00') },
      })
      .on('2026-03-06T10:00', staff('U1'), { action: 'resume' })
      .resolved('2026-03-10T10:00', 'U1');
    expect(classes(paused, 3)).toEqual(['on_time', 'on_time']);
    expect(classes(paused, 2)).toEqual(['late', 'late']);
  });

  it('is what it was where the terms are the same, in any life that was not corrected', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const found: string[] = [];
        let corrected = false;
        play(life, ({ now: at, did, before, after }) => {
          corrected ||= did === 'correct';
          if (corrected || before.report === after.report) return;
          const { report, book } = after.tick(at);
          const would = whatIf(report, (terms) => terms, book, at).report;
          if (classOfReport(would, at) !== classOfReport(report, at)) found.push(did);
          report.legs.forEach((leg, index) => {
            const other = would.legs[index] ?? leg;
            const [was, is] = [leg, other].map((one) => classOfLeg(one, report.pauses, at));
            if (was !== is) found.push(`leg ${leg.number} after ${did}`);
          });
        });
        expect(found).toEqual([]);
      }),
      settings,
    );
  });
});
