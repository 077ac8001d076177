import { Problem } from '#libs/contracts';
import { isAway, isUnknown } from './loss.js';
import { Pace } from './pace.js';

/** How many leave together at most, and how many groups are under way at once. */
export interface BatchLimits {
  readonly most: number;
  readonly inFlight: number;
}

/** How long those who ask may be kept. */
export interface Patience {
  /** More than this many waiting is more than memory should hold. */
  readonly mostWaiting: number;
  /** Who would wait longer than this for a place is refused at once. */
  readonly mostWaitMs: number;
  /** Who waits is answered after so long, even while the answer is not known. */
  readonly answerWithinMs: number;
}

/** A connection that breaks sooner than this is worth a second try: those waiting still wait. */
const BROKE_AT_ONCE_MS = 500;

interface Waiting<Item, Outcome> {
  readonly item: Item;
  /** Both give its answer; the first one counts. */
  readonly answer: (outcome: Outcome) => void;
  readonly refuse: (error: unknown) => void;
  left: boolean;
  settled: boolean;
}

/**
 * Does together what is asked for at the same time, so that many share one transaction. Nobody waits
 * for a group to fill: one leaves as soon as there is a place, with whoever is there, and while it
 * commits the next one gathers. Where a group fails because of what is in it, its halves are done
 * again, down to each by itself, so that a bad one never fails its neighbours; where the database is
 * away, all are told. An item must be such that doing it twice is the same as once.
 */
export class Batches<Item, Outcome> {
  private readonly items: Waiting<Item, Outcome>[] = [];
  private readonly loners: (() => Promise<void>)[] = [];
  private readonly pace: Pace;
  private inFlight = 0;
  private isAlone = false;

  /**
   * @param run does all of a group or nothing; gives an outcome for each, in the order given
   * @param patience absent: everybody is kept until it is done
   * @param now milliseconds of a clock that never runs back
   */
  constructor(
    private readonly run: (items: readonly Item[]) => Promise<readonly Outcome[]>,
    private readonly limits: BatchLimits,
    private readonly patience: Patience | null = null,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.pace = new Pace(limits.inFlight, limits.most);
  }

  /**
   * Does it, with others.
   * @throws Problem `unavailable` where it would wait too long: it is not done. `outcome_unknown`
   * where it had left and no answer came. And what it comes to by itself
   */
  async add(item: Item): Promise<Outcome> {
    this.refuseWhatMustWait();
    return new Promise((answer, refuse) => {
      this.enter(item, answer, refuse);
    });
  }

  /** Does something else while no group is under way: what may take the whole process with it. */
  alone(work: () => Promise<void>): Promise<void> {
    return new Promise((answer, refuse) => {
      this.loners.push(() => work().then(answer, refuse));
      this.depart();
    });
  }

  private refuseWhatMustWait(): void {
    if (!this.patience) return;
    const { mostWaiting, mostWaitMs } = this.patience;
    const { length } = this.items;
    const expectedMs = this.pace.waitMs(length, this.now());
    if (length < mostWaiting && expectedMs <= mostWaitMs) return;
    throw new Problem('unavailable', `${length} are waiting, about ${Math.round(expectedMs)} ms`);
  }

  private enter(
    item: Item,
    answer: (outcome: Outcome) => void,
    refuse: (error: unknown) => void,
  ): void {
    let timer: NodeJS.Timeout | undefined;
    const settle = (): void => {
      clearTimeout(timer);
      one.settled = true;
    };
    const one: Waiting<Item, Outcome> = {
      item,
      left: false,
      settled: false,
      answer: (outcome) => {
        settle();
        answer(outcome);
      },
      refuse: (error) => {
        settle();
        refuse(error);
      },
    };
    if (this.patience) {
      const { answerWithinMs } = this.patience;
      timer = setTimeout(() => {
        this.giveUp(one, `no answer within ${answerWithinMs} ms`);
      }, answerWithinMs);
    }
    this.items.push(one);
    this.depart();
  }

  /** What has not left never will, once who asked was told that it is not done. */
  private giveUp(one: Waiting<Item, Outcome>, detail: string): void {
    if (!one.left) this.items.splice(this.items.indexOf(one), 1);
    one.refuse(new Problem(one.left ? 'outcome_unknown' : 'unavailable', detail));
  }

  private depart(): void {
    for (let next = this.next(); next; next = this.next()) {
      this.inFlight += 1;
      void next().finally(() => {
        this.inFlight -= 1;
        this.isAlone = false;
        this.depart();
      });
    }
  }

  /** What may leave now. Those who must be alone go first: otherwise a busy day would keep them. */
  private next(): (() => Promise<void>) | null {
    if (this.isAlone) return null;
    if (this.loners.length > 0) {
      const loner = this.inFlight === 0 ? this.loners.shift() : undefined;
      this.isAlone = loner !== undefined;
      return loner ?? null;
    }
    if (this.inFlight >= this.limits.inFlight || this.items.length === 0) return null;
    const group = this.items.splice(0, this.limits.most);
    for (const one of group) one.left = true;
    return () => {
      const end = this.pace.begin(this.now());
      return this.carryOut(group).finally(() => {
        end(this.now());
      });
    };
  }

  /**
   * @param unsure an earlier try of this group may have been committed
   * @param again it may be tried once more as a whole
   */
  private async carryOut(
    group: readonly Waiting<Item, Outcome>[],
    unsure = false,
    again = true,
  ): Promise<void> {
    const begun = this.now();
    try {
      const outcomes = await this.run(group.map(({ item }) => item));
      if (outcomes.length !== group.length) throw new Error('an outcome is missing');
      outcomes.forEach((outcome, index) => group[index]?.answer(outcome));
    } catch (error) {
      const doubt = unsure || isUnknown(error);
      const open = group.filter(({ settled }) => !settled);
      if (open.length === 0) return;
      if (isAway(error) && again && this.now() - begun < BROKE_AT_ONCE_MS) {
        await this.carryOut(open, doubt, false);
      } else if (isAway(error) || group.length === 1) {
        for (const { refuse } of open) refuse(doubt ? inDoubt(error) : error);
      } else {
        for (const half of halves(open)) {
          const left = half.filter(({ settled }) => !settled);
          if (left.length > 0) await this.carryOut(left, doubt);
        }
      }
    }
  }
}

/** The bad one of a hundred is found in a dozen transactions, before its neighbours lose patience. */
function halves<One>(group: readonly One[]): readonly (readonly One[])[] {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}

function inDoubt(error: unknown): Problem {
  return new Problem('outcome_unknown', 'the commit was not answered', [], error);
}
