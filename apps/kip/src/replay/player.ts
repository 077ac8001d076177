import { Problem } from '#libs/contracts';
import { type Report, type Step } from '#libs/domain';
import {
  type Telling,
  type TickBatch,
  deadlineStage,
  mayHaveMore,
  receiveBatch,
  retellStage,
} from '#libs/pipeline';
import {
  type Reference,
  type Store,
  claimDeliveriesOf,
  completeDeliveries,
  reportIdsIn,
  setClock,
} from '#libs/store';
import { routerHandlers } from '../../../router/src/router.work.js';
import { type Wave, stretchesOf } from './waves.js';
import { type Case } from './case.js';
import { type RefusedRow } from './csv.js';

/** Where a history is played: a simulated database and its reference data. */
export interface Theatre {
  readonly store: Store;
  readonly reference: Reference;
}

/** Parts of a wave under way at once: while the database works for one, the next is worked out. */
const AT_ONCE = 3;
const SMALLEST_PART = 60;

/** What an operator does with a report that the router leaves to a person. */
function sendOn(report: Report, one: Case): Step[] {
  if (report.state !== 'in_review' || one.unitCode === null) return [];
  const actor = { role: 'operator', personCode: null, unitCodes: [] } as const;
  const words = 'sent on to the unit that had it';
  const act = { action: 'assign', unitCode: one.unitCode, words } as const;
  return [{ at: one.filing.told.receivedAt, actor, act }];
}

/** Plays a history through the stages, on the clock of a simulated database. */
export class Player {
  readonly refused: RefusedRow[] = [];

  /** @param most moments in a stretch; see `stretchesOf` */
  constructor(
    private readonly theatre: Theatre,
    private readonly most?: number,
  ) {}

  /**
   * Plays everything up to an instant: receipts, routing, what people did and what fell due, each
   * at its own instant; then the clock stands at `until`.
   *
   * @throws the reason of `stop`, between two waves, once it is aborted
   */
  async play(
    cases: readonly Case[],
    until: Date,
    progress: (done: number, all: number) => void,
    stop: AbortSignal,
  ): Promise<void> {
    const all = cases.filter(({ filing }) => filing.told.receivedAt <= until).length;
    let filed = 0;
    for (const { end, waves } of stretchesOf(cases, until, this.most)) {
      await setClock(this.theatre.store, end);
      for (const wave of waves) {
        stop.throwIfAborted();
        await this.playWave(wave);
        filed += [...wave.values()].filter((one) => one.filed).length;
        if (filed < all) progress(filed, all);
      }
      await this.tick();
    }
    progress(all, all);
    await setClock(this.theatre.store, until);
    await this.tick();
  }

  /** The cases of a wave do not see each other, so several parts of it are carried out at once. */
  private async playWave(wave: Wave): Promise<void> {
    const entries = [...wave];
    const parts = Math.max(1, Math.min(AT_ONCE, Math.ceil(entries.length / SMALLEST_PART)));
    const size = Math.ceil(entries.length / parts);
    await Promise.all(
      Array.from({ length: parts }, (_, part) =>
        this.playPart(new Map(entries.slice(part * size, (part + 1) * size))),
      ),
    );
  }

  /** What is done to older cases, and the fresh ones: received, routed, sent on, and the rest. */
  private async playPart(part: Wave): Promise<void> {
    const entries = [...part];
    await this.retell(
      entries.filter(([, { filed }]) => !filed).map(([one, { steps }]) => [one, steps]),
    );
    const fresh = entries.filter(([, { filed }]) => filed);
    if (fresh.length === 0) return;
    const cases = fresh.map(([one]) => one);
    await this.receive(cases);
    await this.deliver(cases);
    const left = new Set(await this.inReview(cases));
    await this.retell(
      fresh
        .filter(([one, { steps }]) => steps.length > 0 || left.has(one.filing.id))
        .map(([one, { steps }]) => [one, steps]),
    );
  }

  private async retell(told: readonly (readonly [Case, readonly Step[]])[]): Promise<void> {
    if (told.length === 0) return;
    const { store, reference } = this.theatre;
    const lines = new Map(told.map(([one]) => [one.filing.id, one.line]));
    const tellings = told.map(([one, steps]): Telling => ({
      reportId: one.filing.id,
      steps: (report) => [...sendOn(report, one), ...steps],
    }));
    const untold = await store.transaction({ role: 'worker' }, (tx) =>
      retellStage(tx, reference, tellings),
    );
    for (const { reportId, refused } of untold) {
      const reason = `its history breaks a rule ${refused.message}; put its instants right`;
      this.refused.push({ line: lines.get(reportId) ?? 0, reason });
    }
  }

  private async receive(cases: readonly Case[]): Promise<void> {
    const { store, reference } = this.theatre;
    const filings = cases.map(({ filing }) => filing);
    const outcomes = await store.transaction({ role: 'intake' }, (tx) =>
      receiveBatch(tx, reference, filings),
    );
    for (const outcome of outcomes) if (outcome instanceof Problem) throw outcome;
  }

  /** Hands what has been written for each consumer to its handler, as of its event's instant. */
  private async deliver(cases: readonly Case[]): Promise<void> {
    const { store, reference } = this.theatre;
    const ids = cases.map(({ filing }) => filing.id);
    await store.transaction({ role: 'worker' }, async (tx) => {
      const claimed = await claimDeliveriesOf(tx, ids);
      const delivered = await completeDeliveries(
        tx,
        claimed.map(({ id }) => id),
        'event',
      );
      // In the order of the catalogue; what tells people of alarms does not hear of then.
      for (const [name, handler] of Object.entries(routerHandlers)) {
        const own = delivered.filter(({ consumer }) => consumer === name);
        if (own.length > 0) await handler(tx, reference, own);
      }
    });
  }

  private async inReview(filed: readonly Case[]): Promise<readonly string[]> {
    const ids = filed.map(({ filing }) => filing.id);
    return this.theatre.store.transaction({ role: 'worker' }, (tx) =>
      reportIdsIn(tx, 'in_review', ids),
    );
  }

  private async tick(): Promise<void> {
    const { store, reference } = this.theatre;
    let batch: TickBatch;
    do {
      batch = await store.transaction({ role: 'worker' }, (tx) =>
        deadlineStage(tx, reference, 'in_time'),
      );
      const [failed] = batch.failed;
      if (failed) throw new Error(`report ${failed.reportId}: ${failed.error}`);
    } while (mayHaveMore(batch));
  }
}
