import { Problem, isRetryable } from '#libs/contracts';
import { Batches, type ReferenceCache, SHORT_MS, type Store } from '#libs/store';
import {
  type Filing,
  type ReceiveOutcome,
  type Received,
  receiveAlone,
  receiveBatch,
} from './receive.stage.js';

/** Two under way at once: while one commits, the next one gathers. */
const LIMITS = { most: 100, inFlight: 2 };
/** A citizen is answered before patience ends, whatever the database does. */
const PATIENCE = { mostWaiting: 5_000, mostWaitMs: 1_000, answerWithinMs: 1_300 };

/**
 * Commits the requests in flight together. A filing that is sent again, by its client or by a second
 * try here, is known by its key and stored once.
 */
export class IntakeBatches {
  private readonly batches: Batches<Filing, ReceiveOutcome>;

  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
  ) {
    const run = async (filings: readonly Filing[]): Promise<ReceiveOutcome[]> => {
      const snapshot = await reference.get();
      return store.transaction({ role: 'intake', withinMs: SHORT_MS }, (tx) =>
        receiveBatch(tx, snapshot, filings),
      );
    };
    this.batches = new Batches(run, LIMITS, PATIENCE);
  }

  /**
   * Stores a filing; answers once it is committed, and in any case within 1.3 s. One with photos or of a citizen
   * signed in has a transaction of its own: it takes more statements, for which the others do not wait.
   * @throws Problem `unavailable` when too many wait or the database is away, `outcome_unknown` when
   * it may have been stored or not, and what the filing itself is refused for
   */
  async receive(filing: Filing): Promise<Received> {
    const alone = filing.photos !== undefined || filing.citizen !== undefined;
    const taken = alone ? this.alone(filing) : this.batches.add(filing);
    const outcome = await taken.catch(problemFrom);
    if (outcome instanceof Problem) throw outcome;
    return outcome;
  }

  private async alone(filing: Filing): Promise<Received> {
    const snapshot = await this.reference.get();
    const { citizen } = filing;
    return this.store.transaction(
      { role: 'intake', withinMs: SHORT_MS, ...(citizen !== undefined && { citizen }) },
      (tx) => receiveAlone(tx, snapshot, filing),
    );
  }
}

function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const code = isRetryable(error) ? 'unavailable' : 'internal';
  return new Problem(code, 'the report was not stored', [], error);
}
