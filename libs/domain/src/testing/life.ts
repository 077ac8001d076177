import fc from 'fast-check';

import { Refusal } from '../refusal.js';
import { type Action, isOpen, type Role, TRANSITIONS } from '../transitions.js';
import { ACTS, actorIn, sampleAct } from './every.js';
import { CATEGORIES } from './rulebook.js';
import { type Story, filed, local } from './story.js';

/** One step of a random life: how long after the last one, what is tried, and how it is varied. */
export interface Step {
  readonly gapMs: number;
  readonly what: number;
  readonly roll: number;
}

const HOUR = 3_600_000;
const gaps = fc.oneof(
  fc.constantFrom(0, 1, 60_000, HOUR),
  fc.nat(8 * HOUR),
  fc.nat(3 * 24 * HOUR),
  fc.nat(20 * 24 * HOUR),
);

/** Random lives: a category, and up to 30 steps. */
export const lives = fc.record({
  category: fc.constantFrom(null, ...CATEGORIES),
  urgent: fc.boolean(),
  startMs: fc.nat(30 * 24 * HOUR),
  steps: fc.array(
    fc.record({ gapMs: gaps, what: fc.nat(1_000), roll: fc.nat(1_000) }) as fc.Arbitrary<Step>,
    { minLength: 1, maxLength: 30, size: 'max' },
  ),
});
export type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never;

/** What a step of a life did, and the instant at which it did so. */
export interface Lived {
  readonly now: Date;
  readonly did: string;
  readonly before: Story;
  readonly after: Story;
  /** The very same act, by the same person at the same instant, on how things stand elsewhere. */
  readonly again: (story: Story) => Story;
}

/** Acts that end a life early or lead nowhere: tried less often, so that lives are long. */
const RARE: ReadonlySet<Action> = new Set([
  'withdraw',
  'merge',
  'reject',
  'spam',
  'link',
  'correct',
  'split',
]);

interface Tried {
  readonly did: string;
  readonly apply: (story: Story) => Story;
}

const NOTHING: Tried = { did: 'nothing', apply: (story) => story };

function tried(story: Story, now: Date, step: Step): Tried {
  const { report } = story;
  const rows = TRANSITIONS.filter((row) => row.from.includes(report.state)).flatMap((row) =>
    Array.from({ length: RARE.has(row.action) ? 1 : 8 }, () => row),
  );
  const beside = ['tick', 'tick', 'tick', 'rate', 'words', 'photos', 'child_ends'];
  const choice = step.what % (rows.length + beside.length);
  const row = rows[choice];
  if (!row) {
    const did = beside[choice - rows.length] ?? 'tick';
    switch (did) {
      case 'rate': {
        const rating = step.roll % 2 === 0 ? 'not_satisfied' : 'acceptable';
        return { did, apply: (on) => on.rate(now, rating) };
      }
      case 'words':
        return { did, apply: (on) => on.words(now) };
      case 'photos':
        return { did, apply: (on) => on.photos(now, 'photo') };
      case 'child_ends':
        return { did, apply: (on) => (on.report.openChildren > 0 ? on.childEnds(now) : on) };
      default:
        return { did, apply: (on) => on.tick(now) };
    }
  }
  const action = ACTS.find((one) => one === row.action);
  if (!action) return NOTHING;
  // The last child's half of a split is reached by `child_ends` alone.
  if (action === 'split' && row.who.includes('system')) return NOTHING;
  const role: Role = row.who[step.roll % row.who.length] ?? 'operator';
  const act = sampleAct(action, story, now, step.roll);
  const actor = actorIn(role, story);
  return { did: action, apply: (on) => on.on(now, actor, act) };
}

/** Plays a life from March 2026 on; a step that a rule refuses changes nothing and is told as such. */
export function play(life: Life, look: (lived: Lived) => void): Story {
  let now = new Date(local('2026-03-02T00:00').getTime() + life.startMs);
  let story = filed(now, {
    categoryCode: life.category,
    priority: life.urgent ? 'urgent' : 'normal',
  });
  look({ now, did: 'receive', before: story, after: story, again: NOTHING.apply });
  for (const step of life.steps) {
    now = new Date(now.getTime() + step.gapMs);
    const before = story;
    let { did, apply } = tried(before, now, step);
    try {
      story = apply(before);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      ({ did, apply } = { ...NOTHING, did: 'refused' });
    }
    look({ now, did, before, after: story, again: apply });
  }
  return story;
}

/** Whether a report still has something coming: it is open, or it waits for a rating. */
export function hasFuture(story: Story): boolean {
  return isOpen(story.report.state) || story.report.state === 'resolved';
}

/** The seed and the number of lives; the same `KIP_SEED` plays the same lives again. */
export const settings = {
  seed: Number(process.env['KIP_SEED'] ?? Date.now() % 2 ** 31),
  numRuns: 1_000,
};
