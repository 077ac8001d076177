import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { agenda, nextActionAt } from './agenda.js';
import { historyFaults } from './history.js';
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
});
