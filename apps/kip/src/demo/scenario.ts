import { type RatingValue, dueOf } from '#libs/domain';
import { type Reference } from '#libs/store';
import { type Random, seededRandom } from './random.js';
import { ADDRESSES, RESULTS, TEXTS } from './words.js';

/** What the story of a year is to come to. */
export interface ScenarioWish {
  readonly year: number;
  readonly reports: number;
  readonly late: number;
  readonly rated: number;
  readonly satisfied: number;
  readonly seed: number;
}

/** The department's own line for 2023. */
export const DEPARTMENT_2023: ScenarioWish = {
  year: 2023,
  reports: 209,
  late: 9,
  rated: 125,
  satisfied: 97,
  seed: 2023,
};

/** One report's part in the story. */
export interface Episode {
  readonly filedAt: Date;
  readonly categoryCode: string;
  readonly text: string;
  readonly lat: number;
  readonly lon: number;
  readonly address: string;
  readonly unitCode: string;
  readonly claimedAt: Date;
  readonly takenAt: Date;
  /** While the site could not be reached; null for most. */
  readonly waits: { readonly from: Date; readonly to: Date } | null;
  readonly resolvedAt: Date;
  readonly result: string;
  readonly rating: { readonly value: RatingValue; readonly at: Date } | null;
}

/** A scenario that contradicts itself is refused whole, with every place named. */
export class ScenarioError extends Error {
  readonly code = 'bad_scenario';
  constructor(readonly problems: readonly string[]) {
    super(`this scenario cannot be: ${problems.join('; ')}`);
    this.name = 'ScenarioError';
  }
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Receipts end so early that the last of them is ended and rated before the year is told. */
const LAST_RECEIPT = '12-05';
const BRANCH = 'telecom';
const NETWORK = 'telecom';

/** @throws ScenarioError */
export function checkWish(wish: ScenarioWish): void {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(wish)) {
    if (!Number.isInteger(value) || value < 0)
      problems.push(`--${name} ${value}: give a whole number`);
  }
  if (wish.reports < 1 || wish.reports > 20_000) problems.push('--reports: from 1 to 20000');
  if (wish.late > wish.reports)
    problems.push(`--late ${wish.late} is more than --reports ${wish.reports}`);
  if (wish.rated > wish.reports)
    problems.push(`--rated ${wish.rated} is more than --reports ${wish.reports}`);
  if (wish.satisfied > wish.rated)
    problems.push(`--satisfied ${wish.satisfied} is more than --rated ${wish.rated}`);
  if (wish.year < 2021 || wish.year > 2027)
    problems.push(`--year ${wish.year}: the calendars know 2021 to 2027`);
  if (problems.length > 0) throw new ScenarioError(problems);
}

/**
 * Writes the year's story: who reports what and where, which enterprise takes it, when it is done,
 * and what the reporter thinks of it. Only the instants decide what comes out in time.
 *
 * @throws ScenarioError when the wish contradicts itself
 */
export function writeScenario(wish: ScenarioWish, reference: Reference): readonly Episode[] {
  checkWish(wish);
  const random = seededRandom(wish.seed);
  const numbers = Array.from({ length: wish.reports }, (_, index) => index);
  const late = new Set(random.shuffled(numbers).slice(0, wish.late));
  const rated = random.shuffled(numbers).slice(0, wish.rated);
  const satisfied = new Set(rated.slice(0, wish.satisfied));
  const ratedSet = new Set(rated);
  return numbers
    .map((number) => {
      const value: RatingValue = satisfied.has(number)
        ? 'satisfied'
        : random.pick(['acceptable', 'not_satisfied'] as const);
      return writeEpisode(
        random,
        wish.year,
        reference,
        late.has(number),
        ratedSet.has(number) ? value : null,
      );
    })
    .sort((a, b) => a.filedAt.getTime() - b.filedAt.getTime());
}

function writeEpisode(
  random: Random,
  year: number,
  reference: Reference,
  late: boolean,
  rating: RatingValue | null,
): Episode {
  const categoryCode = random.pick(
    reference.categoriesBelow(BRANCH).filter((code) => code !== BRANCH),
  );
  const { calendar, policy } = reference.book.categoryTerms('field', categoryCode);
  if (!policy.resolve) throw new ScenarioError([`category ${categoryCode} has no deadline`]);
  const first = calendar.at(`${year}-01-01`, '00:00').getTime();
  const last = calendar.at(`${year}-${LAST_RECEIPT}`, '00:00').getTime();
  const filedAt = new Date(first + Math.floor(random.next() * (last - first)));
  const due = dueOf(policy.resolve, filedAt, calendar);
  const opens = calendar.nextWorking(filedAt);
  const claimedAt = calendar.addWorking(opens, random.whole(5, 120) * MINUTE);
  const takenAt = calendar.addWorking(claimedAt, random.whole(5, 180) * MINUTE);
  const spare = calendar.workingBetween(takenAt, due) - MINUTE;
  const resolvedAt = late
    ? calendar.addWorking(due, random.whole(60, 2_400) * MINUTE)
    : calendar.addWorking(
        takenAt,
        Math.floor(MINUTE + random.next() * Math.max(0, spare - MINUTE)),
      );
  const area = random.pick([...reference.areas.values()]);
  const worked = calendar.workingBetween(takenAt, resolvedAt);
  const into = (share: number): Date => calendar.addWorking(takenAt, Math.floor(worked * share));
  // Of those in time: a pause moves the due on, and what is to be late must stay so.
  const waits = !late && random.whole(1, 12) === 1 && worked > DAY / 6;
  return {
    filedAt,
    categoryCode,
    text: random.pick(TEXTS[categoryCode] ?? TEXTS['default'] ?? ['']),
    // About four kilometres around the middle of the ward.
    lat: Number((area.lat + (random.next() - 0.5) * 0.04).toFixed(6)),
    lon: Number((area.lon + (random.next() - 0.5) * 0.04).toFixed(6)),
    address: `${random.whole(1, 300)} ${random.pick(ADDRESSES)}, ${area.name.vi}`,
    unitCode: random.pick(reference.book.network(NETWORK).units),
    claimedAt,
    takenAt,
    waits: waits ? { from: into(0.25), to: into(0.75) } : null,
    resolvedAt,
    result: random.pick(RESULTS),
    rating: rating && {
      value: rating,
      at: new Date(resolvedAt.getTime() + random.whole(30, 6 * 24 * 60) * MINUTE),
    },
  };
}

/** The instant at which the story has been told: all ended, rated and closed. */
export function endOfStory(episodes: readonly Episode[]): Date {
  const last = Math.max(...episodes.map((episode) => episode.resolvedAt.getTime()));
  return new Date(last + 8 * DAY);
}
