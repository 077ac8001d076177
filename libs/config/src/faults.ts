import { ConfigError } from './config-error.js';

/** Defences against loss that can be taken out, one at a time, to see that their lack is noticed. */
export const DEFENCES = [
  'done_in_transaction',
  'fence',
  're_enqueue',
  'generation',
  'commit_before_leave',
] as const;
export type Defence = (typeof DEFENCES)[number];

/** Where a process can be made to die, in the order in which a report's delivery passes them. */
export const CRASH_POINTS = [
  'commit.before',
  'commit.after',
  'add.before',
  'add.after',
  'effect.before',
  'effect.after',
  'acknowledge.before',
  'acknowledge.after',
  'tick.before',
  'tick.after',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** What a poisoned report does to the worker that routes it. */
export const POISONS = ['throw', 'exit', 'memory', 'loop'] as const;
export type Poison = (typeof POISONS)[number];

/** What is to go wrong in a process. */
export interface FaultPlan {
  /** The process kills itself at this point, when it passes it for the nth time. */
  readonly crash?: { readonly at: CrashPoint; readonly pass: number };
  readonly without?: Defence;
  /** Every job is put on its queue so many times, in another order. */
  readonly copies?: number;
  /** Reports whose id ends with the number of a poison, as two hexadecimal digits, are poisoned. */
  readonly poison?: boolean;
  /** Reports whose id ends with 0 to 3 fail the first two times that a process carries them out. */
  readonly stumble?: boolean;
  /** In place of the time after which a delivery is taken for lost. */
  readonly lostAfterMs?: number;
}

/** Of sixteen, so many; in company and then alone. */
const STUMBLING = 4;
const STUMBLES = 2;

/**
 * Faults of the processes' own, for proving the defences. They come from KIP_FAULTS and are refused
 * on a real database.
 */
export class Faults {
  static readonly NONE = new Faults({});
  private passes = 0;
  private readonly stumbles = new Map<string, number>();

  constructor(private readonly plan: FaultPlan) {}

  /** Whether anything is to go wrong. */
  get planned(): boolean {
    return Object.keys(this.plan).length > 0;
  }

  get copies(): number {
    return this.plan.copies ?? 1;
  }

  get lostAfterMs(): number | null {
    return this.plan.lostAfterMs ?? null;
  }

  without(defence: Defence): boolean {
    return this.plan.without === defence;
  }

  /** Dies here, at once and without a word, if that is planned. */
  pass(point: CrashPoint): void {
    const { crash } = this.plan;
    if (crash?.at !== point) return;
    this.passes += 1;
    if (this.passes === crash.pass) process.kill(process.pid, 'SIGKILL');
  }

  /** Does what a poisoned report does, or fails for a while. */
  taste(reportIds: readonly string[]): void {
    const { poison, stumble } = this.plan;
    for (const id of reportIds) {
      const poisoned = poison === true ? poisonOf(id) : null;
      if (poisoned !== null) swallow(poisoned);
      if (stumble === true && parseInt(id.slice(-1), 16) < STUMBLING) this.stumbleOver(id);
    }
  }

  private stumbleOver(id: string): void {
    const times = this.stumbles.get(id) ?? 0;
    this.stumbles.set(id, times + 1);
    if (times < STUMBLES) throw new Error('stumbled');
  }
}

/** The poison that a report would have; null: none. One report in 64 has one. */
export function poisonOf(reportId: string): Poison | null {
  return POISONS[parseInt(reportId.slice(-2), 16)] ?? null;
}

function swallow(poison: Poison): void {
  switch (poison) {
    case 'throw':
      throw new Error('poisoned');
    case 'exit':
      return process.exit(70);
    case 'memory': {
      const hoard: number[][] = [];
      for (;;) hoard.push(new Array<number>(100_000).fill(1.5));
    }
    case 'loop':
      for (;;);
  }
}

const NAME = 'KIP_FAULTS';
const REMEDY = 'it is for the fault suite alone: unset it';

/**
 * The plan of KIP_FAULTS, as JSON.
 * @throws ConfigError where it is none
 */
export function readFaults(text: string | undefined): Faults {
  if (text === undefined || text === '') return Faults.NONE;
  try {
    return new Faults(planOf(JSON.parse(text)));
  } catch {
    throw new ConfigError(NAME, text, REMEDY);
  }
}

function planOf(json: unknown): FaultPlan {
  if (typeof json !== 'object' || json === null) throw new Error('no object');
  const given = new Map<string, unknown>(Object.entries(json));
  const plan: FaultPlan = {
    ...(given.has('crash') && { crash: crashOf(given.get('crash')) }),
    ...(given.has('without') && { without: oneOf(DEFENCES, given.get('without')) }),
    ...(given.has('copies') && { copies: countOf(given.get('copies')) }),
    ...(given.has('poison') && { poison: given.get('poison') === true }),
    ...(given.has('stumble') && { stumble: given.get('stumble') === true }),
    ...(given.has('lostAfterMs') && { lostAfterMs: countOf(given.get('lostAfterMs')) }),
  };
  if (Object.keys(plan).length !== given.size) throw new Error('something unknown');
  return plan;
}

function crashOf(json: unknown): NonNullable<FaultPlan['crash']> {
  const { at, pass } = json as { at?: unknown; pass?: unknown };
  return { at: oneOf(CRASH_POINTS, at), pass: countOf(pass) };
}

function oneOf<Name extends string>(names: readonly Name[], value: unknown): Name {
  const name = names.find((known) => known === value);
  if (name === undefined) throw new Error('an unknown name');
  return name;
}

function countOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    throw new Error('a count');
  return value;
}
