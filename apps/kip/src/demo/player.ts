import { type ScenarioWish, type Episode, endOfStory } from './scenario.js';
import { type DemoClient } from './client.js';

/** What the player moves: the simulated clock, and the machine's work at each instant. */
export interface Stage {
  /** The next instant at which something falls due by itself, or null. */
  nextDue(): Promise<Date | null>;
  /** Moves the clock on. */
  moveTo(instant: Date): Promise<void>;
  /** Has a tick carried out through the queue. */
  tick(): Promise<void>;
  /** Waits until the queues are empty, or throws. */
  drained(): Promise<void>;
}

interface Step {
  readonly at: Date;
  readonly order: number;
  readonly play: () => Promise<void>;
}

/** What became of the story. */
export interface Played {
  readonly reports: number;
  readonly steps: number;
  readonly codes: readonly string[];
  readonly now: Date;
}

function stepsOf(episode: Episode, client: DemoClient, stage: Stage, codes: string[]): Step[] {
  let filed: { code: string; token: string } | null = null;
  const known = (): { code: string; token: string } => {
    if (!filed) throw new Error('an act before the report was filed');
    return filed;
  };
  const file = async (): Promise<void> => {
    filed = await client.file(episode);
    codes.push(filed.code);
    await stage.drained();
    // What the router left to a person, an operator sends on at once.
    if ((await client.state(filed.code)) === 'in_review') await client.offer(filed.code);
  };
  const steps: Step[] = [
    { at: episode.filedAt, order: 0, play: file },
    { at: episode.claimedAt, order: 1, play: () => client.claim(known().code, episode.unitCode) },
    { at: episode.takenAt, order: 2, play: () => client.take(known().code, episode.unitCode) },
    {
      at: episode.resolvedAt,
      order: 5,
      play: () => client.resolve(known().code, episode.unitCode, episode.result),
    },
  ];
  const { rating, unitCode, waits } = episode;
  if (waits) {
    const { from, to } = waits;
    steps.push(
      { at: from, order: 3, play: () => client.wait(known().code, unitCode, to) },
      { at: to, order: 4, play: () => client.resume(known().code, unitCode) },
    );
  }
  if (rating)
    steps.push({ at: rating.at, order: 6, play: () => client.rate(known(), rating.value) });
  return steps;
}

/**
 * Plays a year: moves the clock from instant to instant, has the people act over HTTP and the
 * machine do what falls due in between, through the queue, each at its own time.
 *
 * @throws the reason of `stop`, between two steps, once it is aborted
 */
export async function playScenario(
  wish: ScenarioWish,
  episodes: readonly Episode[],
  client: DemoClient,
  stage: Stage,
  progress: (done: number, all: number) => void,
  stop: AbortSignal,
): Promise<Played> {
  const codes: string[] = [];
  const steps = episodes
    .flatMap((episode) => stepsOf(episode, client, stage, codes))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order);
  let done = 0;
  for (const step of steps) {
    stop.throwIfAborted();
    await fallDueUntil(stage, step.at);
    await stage.moveTo(step.at);
    await step.play();
    done += 1;
    progress(done, steps.length);
  }
  const now = endOfStory(episodes);
  await fallDueUntil(stage, now);
  await stage.moveTo(now);
  await stage.drained();
  return { reports: wish.reports, steps: steps.length, codes, now };
}

async function fallDueUntil(stage: Stage, until: Date): Promise<void> {
  for (;;) {
    const due = await stage.nextDue();
    if (!due || due > until) return;
    await stage.moveTo(due);
    await stage.tick();
  }
}
