import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { agenda, nextActionAt } from './agenda.js';
import { dueOf } from './due.js';
import { historyFaults } from './history.js';
import { Refusal } from './refusal.js';
import {
  type Clock,
  type Report,
  currentCycle,
  hasBreached,
  openExtension,
  openLeg,
  openPause,
} from './report.js';
import { type Lived, hasFuture, lives, play, settings } from './testing/life.js';
import { type Story } from './testing/story.js';
import { isOpen } from './transitions.js';

/** Plays random lives; `faults` says, after each step, what is wrong with it. */
function always(faults: (lived: Lived) => readonly string[]): void {
  fc.assert(
    fc.property(lives, (life) => {
      const found: string[] = [];
      play(life, (lived) => {
        found.push(...faults(lived).map((fault) => `${lived.did}: ${fault}`));
      });
      expect(found).toEqual([]);
    }),
    settings,
  );
}

const unless = (holds: boolean, fault: string): string[] => (holds ? [] : [fault]);
/** What a rule forbids is no story. */
function unlessRefused(tell: () => Story): Story | null {
  try {
    return tell();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

const UNDOING = new Set(['correct', 'spam']);

function lostBreaches(
  before: readonly (Clock & { readonly id: string })[],
  after: readonly (Clock & { readonly id: string })[],
): string[] {
  const still = new Map(after.map((clock) => [clock.id, clock.breachedAt?.getTime()]));
  return before
    .filter(({ id, breachedAt }) => breachedAt && still.get(id) !== breachedAt.getTime())
    .map(({ id }) => `the breach of ${id} is gone`);
}

function alarmKeys(report: Report): string[] {
  return report.alarms.map((alarm) =>
    [
      alarm.subject,
      alarm.subjectId,
      alarm.dueRevision,
      alarm.milestone,
      alarm.kind,
      alarm.level,
    ].join(),
  );
}

describe('any life of a report', () => {
  it('has a next act with a time while it is open or waits for a rating, and none after', () => {
    always(({ after: { report, book }, after }) => {
      const at = nextActionAt(report, book);
      const times = agenda(report, book).map((item) => item.at.getTime());
      return [
        ...unless((at !== null) === hasFuture(after), `next act ${String(at)} in ${report.state}`),
        ...unless(
          times.every((time, i) => i === 0 || time >= (times[i - 1] ?? 0)),
          'agenda out of order',
        ),
      ];
    });
  });

  it('has nothing left when all that fell due was done: a second tick does nothing', () => {
    always(({ now, after }) => {
      const once = after.tick(now);
      const next = nextActionAt(once.report, once.book);
      return [
        ...unless(once.tick(now).report === once.report, 'the second tick did something'),
        ...unless(next === null || next > now, 'something due was left'),
      ];
    });
  });

  it('stores no alarm twice, and none before it occurred', () => {
    always(({ after: { report } }) => {
      const keys = alarmKeys(report);
      return [
        ...unless(new Set(keys).size === keys.length, 'an alarm is stored twice'),
        ...unless(
          report.alarms.every((alarm) => alarm.noticedAt >= alarm.occurredAt),
          'an alarm was noticed before it occurred',
        ),
      ];
    });
  });

  it('never undoes a breach, but by a correction or as spam', () => {
    always(({ now, did, before, after }) => {
      if (UNDOING.has(did)) return [];
      const known = after.classAt(new Date(now.getTime() + 1)) ?? 'none';
      return [
        ...lostBreaches(before.report.cycles, after.report.cycles),
        ...lostBreaches(before.report.legs, after.report.legs),
        ...unless(
          !hasBreached(before.report) || ['late', 'open_overdue', 'spam'].includes(known),
          `a breached report is ${known}`,
        ),
      ];
    });
  });

  it('has the same class whether or not a timer ever ran', () => {
    const classesOf = (story: Lived['after'], asOf: Date): string =>
      [story.classAt(asOf), ...story.legClassesAt(asOf)].join();
    fc.assert(
      fc.property(lives, fc.nat(40 * 24 * 3_600_000), (life, later) => {
        const found: string[] = [];
        play(life, ({ now, after }) => {
          const asOf = new Date(now.getTime() + later);
          const pause = openPause(after.report);
          // What ends a pause or an offer is an act of the machine, which a tick has to do.
          if ((pause && pause.until <= asOf) || currentCycle(after.report).offerExpiresAt) return;
          const [untouched, ticked] = [classesOf(after, asOf), classesOf(after.tick(asOf), asOf)];
          if (untouched !== ticked) found.push(`${untouched}, but ${ticked} after a tick`);
        });
        expect(found).toEqual([]);
      }),
      settings,
    );
  });

  it('leaves a history without faults', () => {
    always(({ after }) => historyFaults(after.events, after.report).map(({ fault }) => fault));
  });

  it('keeps its parts together: who holds it, what waits, what has ended', () => {
    always(({ after: { report } }) => {
      const { state } = report;
      const held = ['assigned', 'in_progress', 'waiting'].includes(state);
      const running = report.legs.filter((leg) => leg.endedAt === null);
      const clocks = [...report.cycles, ...report.legs];
      return [
        ...unless((openLeg(report) !== null) === held, `open leg in ${state}`),
        ...unless(running.length === (held ? 1 : 0), `${running.length} legs run`),
        ...unless((openPause(report) !== null) === (state === 'waiting'), `pause in ${state}`),
        ...unless(held || openExtension(report) === null, 'an extension without a leg'),
        ...unless((currentCycle(report).endedAt === null) === isOpen(state), `cycle in ${state}`),
        ...unless(
          report.cycles.slice(0, -1).every((cycle) => cycle.endedAt !== null),
          'an earlier cycle is open',
        ),
        ...unless(
          report.cycles.every((cycle, index) => cycle.number === index + 1),
          'cycles are not numbered',
        ),
        ...unless(
          clocks.every((clock) => (clock.endedAt === null) === (clock.endKind === null)),
          'an end without a kind',
        ),
        ...unless(
          clocks.every((clock) => clock.breachedAt === null || clock.dueAt !== null),
          'a breach without a due',
        ),
      ];
    });
  });

  it('has the same dues and breaches whichever comes first, an act or the tick of its instant', () => {
    const clocksOf = ({ report }: Story): string =>
      JSON.stringify([
        report.cycles.map(({ dueAt, respondDueAt, breachedAt }) => [
          dueAt,
          respondDueAt,
          breachedAt,
        ]),
        report.legs.map(({ dueAt, breachedAt }) => [dueAt, breachedAt]),
      ]);
    always(({ now, before, again }) => {
      const ticked = before.tick(now);
      // What the machine does by itself, to resume or to assign, may leave the act no room.
      if (ticked.report.state !== before.report.state) return [];
      // A promise that the act itself sets may have passed already: the next tick sees that.
      const orders = [() => again(ticked).tick(now), () => again(before).tick(now)].map(
        unlessRefused,
      );
      const [first, second] = orders.map((story) => story && clocksOf(story));
      return first && second ? unless(first === second, `${first}, but ${second}`) : [];
    });
  });

  it('keeps its promise when it is handed on: a transfer moves no promise, and a refusal neither', () => {
    always(({ did, before, after }) => {
      if (did !== 'transfer' && did !== 'refuse') return [];
      if (openPause(before.report)) return [];
      const [was, is] = [before, after].map(({ report }) => currentCycle(report).dueAt?.getTime());
      return unless(was === is, `the promise moved from ${String(was)} to ${String(is)}`);
    });
  });

  it('has its promise brought forward by nothing but its first assignment or a correction', () => {
    const may = new Set(['assign', 'claim', 'correct', 'reopen']);
    always(({ did, before, after }) => {
      if (may.has(did) || did === 'tick') return [];
      const [was, is] = [before, after].map(({ report }) => currentCycle(report));
      if (!was?.dueAt || !is?.dueAt || was.id !== is.id) return [];
      return unless(is.dueAt >= was.dueAt, `brought forward by ${did}`);
    });
  });

  it('starts each cycle with a promise of its own, counted from the reopening', () => {
    always(({ did, now, before, after: { report, book } }) => {
      if (did !== 'reopen') return [];
      const cycle = currentCycle(report);
      const { policy, calendar } = book.streamTerms(report.streamCode);
      const promise = policy.resolve && dueOf(policy.resolve, now, calendar);
      return [
        ...unless(cycle.startedAt.getTime() === now.getTime(), 'not counted from the reopening'),
        ...unless(cycle.dueAt?.getTime() === promise?.getTime(), 'another promise'),
        ...unless(cycle.breachedAt === null, 'late at birth'),
        ...unless(before.report.cycles.length + 1 === report.cycles.length, 'no new cycle'),
      ];
    });
  });

  it('keeps the revisions that a clock was started under, but for the first assignment', () => {
    const termsOf = (clock: Clock): string => `${clock.policyRevision} ${clock.calendarRevision}`;
    always(({ before: { report: was }, after: { report: is } }) => [
      ...was.legs.flatMap((leg, index) => {
        const now = is.legs[index];
        return unless(
          now !== undefined && termsOf(now) === termsOf(leg),
          'a leg changed its terms',
        );
      }),
      ...was.cycles.flatMap((cycle, index) => {
        const now = is.cycles[index];
        const kept = now !== undefined && termsOf(now) === termsOf(cycle);
        return unless(kept || !cycle.promiseFixed, 'a fixed promise changed its terms');
      }),
    ]);
  });
});
