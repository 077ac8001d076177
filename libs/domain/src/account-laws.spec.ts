import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { accountsOf } from './account.js';
import { lives, play, settings } from './testing/life.js';

describe('the account of any clock of any life', () => {
  it('arrives at the due in force by what it tells, and by nothing else', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const found: string[] = [];
        let corrected = false;
        play(life, ({ now, did, before, after: { report, book } }) => {
          if (did === 'correct') corrected = true;
          // What an act left as it was has been looked at before.
          if (before.report === report && did !== 'receive') return;
          for (const { clock, count, moves, subject, number } of accountsOf(report, book, now)) {
            const arrives = moves.at(-1)?.after ?? clock.originalDueAt;
            const which = `${subject} ${number} after ${did}`;
            if (arrives?.getTime() !== clock.dueAt?.getTime()) found.push(`${which}: another due`);
            if (count.kind === 'told') found.push(`${which}: the first due is not explained`);
            if (moves.some((move) => move.kind === 'set') && !corrected) {
              found.push(`${which}: ${JSON.stringify(moves)}`);
            }
          }
        });
        expect(found).toEqual([]);
      }),
      settings,
    );
  });

  it('has used, paused and left add up to the time from start to due while a clock runs in time', () => {
    fc.assert(
      fc.property(lives, fc.nat(5 * 24 * 3_600_000), (life, later) => {
        const found: string[] = [];
        play(life, ({ now, did, before, after: { report, book } }) => {
          if (before.report === report && did !== 'receive') return;
          const asOf = new Date(now.getTime() + later);
          for (const one of accountsOf(report, book, asOf)) {
            const { clock, limit, calendar, standing, usedMs, pausedMs, leftMs } = one;
            if (standing !== 'running' || !clock.dueAt) continue;
            const whole =
              limit?.kind === 'elapsed'
                ? clock.dueAt.getTime() - clock.startedAt.getTime()
                : calendar.workingBetween(clock.startedAt, clock.dueAt);
            if (usedMs < 0 || leftMs < 0 || usedMs + pausedMs + leftMs !== whole) {
              found.push(`${usedMs} + ${pausedMs} + ${leftMs} is not ${whole}`);
            }
          }
        });
        expect(found).toEqual([]);
      }),
      settings,
    );
  });
});
