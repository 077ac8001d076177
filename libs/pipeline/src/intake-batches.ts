import { Problem, isRetryable } from '#libs/contracts';
import { type ReferenceCache, type Store } from '#libs/store';
import { type Filing, type ReceiveOutcome, type Received, receiveBatch } from './receive.stage.js';

/** Batches under way at once: while one commits, the next one gathers. */
const IN_FLIGHT = 2;
const BATCH = 100;
/** More than this many waiting is more than can be answered in time. */
const MAX_WAITING = 5_000;

interface Waiting {
  readonly filing: Filing;
  readonly answer: (outcome: ReceiveOutcome) => void;
}

/**
 * Commits the requests in flight together. Nobody waits for a batch to fill: one leaves as soon as
 * a place is free, with whoever is there. On any error each filing of the batch is tried in a
 * transaction of its own, so that a bad one never fails a neighbour.
 */
export class IntakeBatches {
  private readonly waiting: Waiting[] = [];
  private inFlight = 0;

  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
  ) {}

  /**
   * Stores a filing; answers once it is committed.
   * @throws Problem `unavailable` when too many wait or the database is away, and what the filing
   * itself is refused for
   */
  async receive(filing: Filing): Promise<Received> {
    if (this.waiting.length >= MAX_WAITING) {
      throw new Problem('unavailable', 'too many requests are waiting');
    }
    const outcome = await new Promise<ReceiveOutcome>((answer) => {
      this.waiting.push({ filing, answer });
      this.depart();
    });
    if (outcome instanceof Problem) throw outcome;
    return outcome;
  }

  private depart(): void {
    while (this.inFlight < IN_FLIGHT && this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      this.inFlight += 1;
      void this.commit(batch).finally(() => {
        this.inFlight -= 1;
        this.depart();
      });
    }
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.run(batch.map(({ filing }) => filing));
      batch.forEach(({ answer }, index) => {
        answer(outcomes[index] ?? new Problem('unavailable', 'no outcome'));
      });
    } catch (error) {
      if (batch.length === 1) batch[0]?.answer(problemFrom(error));
      else for (const one of batch) await this.commit([one]);
    }
  }

  private async run(filings: readonly Filing[]): Promise<ReceiveOutcome[]> {
    const reference = await this.reference.get();
    return this.store.transaction({ role: 'intake' }, (tx) => receiveBatch(tx, reference, filings));
  }
}

function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const code = isRetryable(error) ? 'unavailable' : 'internal';
  return new Problem(code, 'the report was not stored', [], error);
}
