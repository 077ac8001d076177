import { Problem } from '#libs/contracts';
import { REPORTER, openLeg } from '#libs/domain';
import {
  FILING_FIELDS,
  actStage,
  deadlineStage,
  filingBodyOf,
  filingOf,
  mayHaveMore,
  notifyStage,
  receiveBatch,
  routeStage,
  sealStage,
} from '#libs/pipeline';
import {
  type Patterns,
  type Reference,
  type Store,
  type StoredReport,
  claimDeliveriesOf,
  completeDeliveries,
  dropPatterns,
  keepPatterns,
  loadReports,
  makePatternRoom,
  nextDueInstant,
  plantCopies,
  setClock,
  settleTables,
} from '#libs/store';
import { newKey, numbers, reportBody } from './parts.js';
import { type BenchServers } from './servers.js';
import { BENCH_SECRET } from './variants.js';

/** What is to be planted. */
export interface Plan {
  /** Reports with a leg that runs, those that fall due among them. */
  readonly openLegs: number;
  /** Of them, how many fall due at one instant. */
  readonly due: number;
  /** Besides them: as due as those, but looked at only so much later. */
  readonly held: number;
  readonly heldMs: number;
}

/** What was planted. */
export interface Planted {
  /** The instant at which all that is due falls due, leg and promise; the clock stands before it. */
  readonly dueAt: Date;
  readonly seconds: number;
}

/**
 * Under the rule of seven working days all that a day brings falls due with the end of one day: what
 * was received on Monday 2 March 2026 with Wednesday 11 March. What is received then is not due yet.
 */
export const STORY_BEGINS = new Date('2026-03-02T01:00:00Z');
const POLICY = 'hue-7d';
const DUE_RECEIVED = new Date('2026-03-02T03:00:00Z');
const ANSWERED = new Date('2026-03-03T02:00:00Z');
const OTHERS_RECEIVED = [
  new Date('2026-03-10T02:00:00Z'),
  new Date('2026-03-10T07:00:00Z'),
  new Date('2026-03-11T01:00:00Z'),
  new Date('2026-03-11T07:00:00Z'),
];
const STORY_ENDS = new Date('2026-03-11T09:30:00Z');
const ROUTED_AFTER_MS = 5_000;

const DUE_PATTERNS = 10;
const PATTERNS_AT_ONCE = 10;
const SEED = 2_026;
/** Copies in one transaction; as many of them at once as there are cores, mostly. */
const AT_ONCE = 5_000;
const PLANTERS = 2;

/** A few real reports: they go the way of every report, by the stages and the clock. */
class Story {
  private readonly next = numbers(SEED);

  constructor(
    private readonly store: Store,
    private readonly reference: Reference,
  ) {}

  /** Received at an instant, and by the router assigned to a unit a moment later. */
  async receive(at: Date, many: number): Promise<string[]> {
    if (many === 0) return [];
    await this.until(at);
    const filings = Array.from({ length: many }, () => this.filing());
    const ids = filings.map(({ id }) => id);
    const outcomes = await this.store.transaction({ role: 'intake' }, (tx) =>
      receiveBatch(tx, this.reference, filings),
    );
    for (const outcome of outcomes) if (outcome instanceof Problem) throw outcome;
    await this.until(new Date(at.getTime() + ROUTED_AFTER_MS));
    await this.deliver(ids);
    for (const { code, state } of await this.load(ids)) {
      if (state !== 'assigned') throw new Error(`${code} is ${state}, not assigned`);
    }
    return ids;
  }

  /** The unit's first answer: nothing is late but what is to be late. */
  async answer(at: Date, ids: readonly string[]): Promise<void> {
    await this.until(at);
    for (const report of await this.load(ids)) {
      const unitCodes = [openLeg(report)?.unitCode ?? ''];
      const actor = { role: 'unit_staff', personCode: null, unitCodes } as const;
      const act = { action: 'answer', text: 'Đơn vị đã cử người đến xem.' } as const;
      await this.store.transaction({ role: 'worker' }, (tx) =>
        actStage(tx, this.reference, { code: report.code, actor, act }),
      );
    }
  }

  /** Lets time pass; whatever falls due meanwhile is seen to at its instant. */
  async until(to: Date): Promise<void> {
    for (;;) {
      const at = await nextDueInstant(this.store);
      if (!at || at > to) break;
      await setClock(this.store, at);
      await this.tick();
    }
    await setClock(this.store, to);
  }

  load(ids: readonly string[]): Promise<StoredReport[]> {
    return this.store.transaction({ role: 'worker' }, (tx) => loadReports(tx, ids));
  }

  private filing(): ReturnType<typeof filingOf> {
    const { book } = this.reference;
    for (;;) {
      const body = filingBodyOf(reportBody(this.next));
      const { policy } = book.categoryTerms(body.streamCode, body.categoryCode);
      if (policy.code !== POLICY) continue;
      const door = { actor: REPORTER, client: 'bench', secret: BENCH_SECRET };
      const sent = { ...door, channel: 'web', idempotencyKey: newKey() } as const;
      return filingOf(body, sent, this.reference, FILING_FIELDS);
    }
  }

  private async tick(): Promise<void> {
    for (;;) {
      const batch = await this.store.transaction({ role: 'worker' }, (tx) =>
        deadlineStage(tx, this.reference),
      );
      const [failed] = batch.failed;
      if (failed)
        throw new Error(`report ${failed.reportId} cannot be worked out: ${failed.error}`);
      if (!mayHaveMore(batch)) return;
    }
  }

  /** Carries out what is on its way: routing, and the telling of alarms (without a mail server). */
  async deliver(ids: readonly string[]): Promise<void> {
    await this.store.transaction({ role: 'worker' }, async (tx) => {
      const claimed = await claimDeliveriesOf(tx, ids);
      const all = await completeDeliveries(
        tx,
        claimed.map(({ id }) => id),
      );
      const to = (consumer: string): typeof all => all.filter((one) => one.consumer === consumer);
      await routeStage(tx, this.reference, to('route'));
      await notifyStage(tx, this.reference, to('notify'), { gatherMs: 0, mail: false });
    });
  }
}

/** Tells how far the copying is. */
type Told = (done: number) => void;

/** Copies of one kind of pattern, numbered on from those before; and their events are sealed. */
async function copy(
  store: Store,
  patterns: Patterns,
  { first, many }: { readonly first: number; readonly many: number },
  told: Told,
): Promise<void> {
  let next = first;
  const end = first + many;
  const planter = async (): Promise<void> => {
    while (next < end) {
      const from = next;
      const to = Math.min(from + AT_ONCE, end);
      next = to;
      await store.transaction({ role: 'owner' }, (tx) => plantCopies(tx, patterns, from, to - 1));
      while (await store.transaction({ role: 'worker' }, sealStage));
      told(to - from);
    }
  };
  await Promise.all(Array.from({ length: PLANTERS }, planter));
}

interface Patterned {
  readonly due: readonly string[];
  readonly others: readonly string[];
  readonly dueAt: Date;
}

async function play(story: Story, { openLegs, due }: Plan): Promise<Patterned> {
  const dueIds = await story.receive(DUE_RECEIVED, Math.min(due, DUE_PATTERNS));
  await story.answer(ANSWERED, dueIds);
  const others: string[] = [];
  for (const at of OTHERS_RECEIVED) {
    const many = Math.min(PATTERNS_AT_ONCE, openLegs - due - others.length);
    others.push(...(await story.receive(at, many)));
  }
  await story.until(STORY_ENDS);
  await story.deliver(dueIds);
  const reports = await story.load(dueIds);
  const clocks = reports.flatMap(({ cycles, legs }) => [...cycles, ...legs]);
  const [dueAt, ...different] = new Set(clocks.map((clock) => clock.dueAt?.getTime()));
  if (dueAt === undefined || different.length > 0) throw new Error('not all fall due at once');
  return { due: dueIds, others, dueAt: new Date(dueAt) };
}

/**
 * Plants reports that were received, routed and, where they fall due, answered and warned of: a few
 * go that way, and all others are copies of those in every table, with ids, codes, places and keys
 * of their own. The clock stands half an hour before the due, and all history is sealed.
 * @param told how many reports there are
 */
export async function plant(
  { store, reference }: Pick<BenchServers, 'store' | 'reference'>,
  plan: Plan,
  told: (done: number, all: number) => void,
  tell: (text: string) => void,
): Promise<Planted> {
  const begun = performance.now();
  const { openLegs, due, held, heldMs } = plan;
  const { dueAt, ...ids } = await play(new Story(store, await reference.get()), plan);
  const kept = await store.transaction({ role: 'owner' }, async (tx) => {
    await makePatternRoom(tx);
    return {
      due: await keepPatterns(tx, 'due', ids.due),
      held: await keepPatterns(tx, 'held', ids.due, heldMs),
      others: await keepPatterns(tx, 'others', ids.others),
    };
  });
  let done = ids.due.length + ids.others.length;
  let number = 1;
  const grow = async (patterns: Patterns, many: number): Promise<void> => {
    await copy(store, patterns, { first: number, many }, (more) => {
      done += more;
      told(done, openLegs + held);
    });
    number += many;
  };
  await grow(kept.others, openLegs - due - ids.others.length);
  await grow(kept.due, due - ids.due.length);
  await grow(kept.held, held);
  await store.transaction({ role: 'owner' }, dropPatterns);
  tell('vacuuming what was planted');
  await settleTables(store, () => undefined);
  return { dueAt, seconds: (performance.now() - begun) / 1_000 };
}
