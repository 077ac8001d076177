import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { accountsOf } from './account.js';
import { HUE } from './calendar-samples.js';
import { compileCalendar } from './calendar.js';
import { type OtherTerms, recountsOf, recountsOfLife, underCalendar } from './recount.js';
import { Refusal } from './refusal.js';
import { type Clock, type Report, currentCycle, openLeg } from './report.js';
import { lives, play, settings } from './testing/life.js';
import { rulebook } from './testing/rulebook.js';
import { type Story, admin, filed } from './testing/story.js';

/** Huế's calendar as it should have been: two more days off, and a Saturday worked for one of them. */
const RIGHT = compileCalendar({
  ...HUE,
  id: 'hue-2',
  holidays: [
    ...HUE.holidays,
    { date: '2026-03-09', name: 'Nghỉ bão' },
    { date: '2026-03-20', name: 'Nghỉ bù' },
  ],
  workedDays: [...HUE.workedDays, { date: '2026-03-28', name: 'Làm bù' }],
});
const again: OtherTerms = (terms) => terms;

const due = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

/** The running clocks of a report, in the order in which they are counted again. */
function running(report: Report): readonly Clock[] {
  const leg = openLeg(report);
  return [currentCycle(report), ...(leg ? [leg] : [])];
}

/** A breach in one life only leads them apart: with it, a first assignment no longer replaces the promise. */
function apart(one: Report, other: Report): boolean {
  const mark = (report: Report): string =>
    running(report)
      .map(({ breachedAt, policyRevision }) => `${policyRevision} ${breachedAt !== null}`)
      .join();
  return one.state !== other.state || mark(one) !== mark(other);
}

function corrected(story: Story, now: Date): Story | null {
  const reason = 'Lịch thiếu ngày nghỉ bão';
  try {
    return story.under(rulebook({}, RIGHT)).on(now, admin, {
      ...{ action: 'correct', instant: 'calendar', calendarRevision: 'hue-2' },
      ...{ reason, askedBy: 'lan' },
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'correction_not_possible') return null;
    throw error;
  }
}

describe('counting any clock of any life again', () => {
  it('gives its due and its breach, under the terms that it runs under', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const found: string[] = [];
        let wasCorrected = false;
        play(life, ({ now, did, before, after: { report, book } }) => {
          wasCorrected ||= did === 'correct';
          if (wasCorrected || (before.report === report && did !== 'receive')) return;
          for (const one of recountsOfLife(report, again, book, now)) {
            const which = `${one.subject} ${one.number} after ${did}`;
            if (one.how !== 'same') found.push(`${which}: ${one.how}`);
            const { breachedAt } = one.before;
            // A breach that nobody has looked for yet is found by counting too.
            if (breachedAt && due(breachedAt) !== due(one.after.breachedAt)) {
              found.push(`${which}: another breach`);
            }
          }
        });
        expect(found).toEqual([]);
      }),
      settings,
    );
  });

  it('gives what would be, had the calendar been right from the beginning', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const found: string[] = [];
        const book = rulebook({}, RIGHT);
        let right: Story | null = null;
        play(life, ({ now, did, after, again: same }) => {
          if (did === 'receive') {
            const { categoryCode, priority } = after.report;
            right = filed(now, { categoryCode, priority }, book);
            return;
          }
          try {
            right &&= did === 'correct' ? null : same(right);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            right = null;
          }
          if (right && apart(right.report, after.report)) right = null;
          if (!right) return;
          const lived = right.report;
          const [promise, , leg] = recountsOf(after.report, underCalendar(RIGHT), book, now);
          if (!promise) return;
          const dues = running(lived).map(({ dueAt }) => due(dueAt));
          const counted = [promise, ...(leg ? [leg] : [])].map((one) => due(one.after.dueAt));
          if (counted.join() !== dues.join()) {
            found.push(`after ${did}: counted ${counted.join()}, lived ${dues.join()}`);
          }
        });
        expect(found).toEqual([]);
      }),
      settings,
    );
  });
});

describe('a correction of the calendar at any moment of any life', () => {
  it('makes nothing late that was in time, and is done once', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const found: string[] = [];
        play(life, ({ now, did, before, after }) => {
          if (before.report === after.report && did !== 'receive') return;
          // What is noticed with the correction was late by itself.
          const seen = after.tick(now);
          const right = corrected(seen, now);
          if (!right) return;
          const [was, is] = [running(seen.report), running(right.report)];
          is.forEach((clock, index) => {
            if (clock.breachedAt && !was[index]?.breachedAt) found.push(`late after ${did}`);
          });
          if (corrected(right, now)) found.push(`twice after ${did}`);
          const ticked = right.tick(now);
          if (
            running(ticked.report).some(
              ({ breachedAt }, index) => breachedAt && !was[index]?.breachedAt,
            )
          ) {
            found.push(`late by the tick after ${did}`);
          }
        });
        expect(found).toEqual([]);
      }),
      settings,
    );
  });

  it('leaves every due explained', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const found: string[] = [];
        let wasCorrected = false;
        play(life, ({ now, did, before, after }) => {
          wasCorrected ||= did === 'correct';
          if (wasCorrected || (before.report === after.report && did !== 'receive')) return;
          const right = corrected(after, now);
          if (!right) return;
          for (const { clock, moves, count } of accountsOf(right.report, right.book, now)) {
            const arrives = moves.at(-1)?.after ?? clock.originalDueAt;
            if (due(arrives) !== due(clock.dueAt)) found.push(`another due after ${did}`);
            if (count.kind === 'told') found.push(`not explained after ${did}`);
            if (moves.some(({ kind }) => kind === 'set')) found.push(`set after ${did}`);
          }
        });
        expect(found).toEqual([]);
      }),
      settings,
    );
  });
});
