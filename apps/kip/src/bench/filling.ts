import { type Priority, type State, fold } from '#libs/domain';
import {
  type FilledBatch,
  type FilledRow,
  type Reference,
  type Store,
  anyRevisions,
  codesGoOn,
  fillTables,
  settleTables,
} from '#libs/store';
import { v7 } from 'uuid';
import { pick, numbers } from './parts.js';
import { STREETS, detail, sentence } from './filling-words.js';

/** What is to be filled in. */
export interface FillPlan {
  readonly reports: number;
  /** The last of them are received now; the first, five years before. */
  readonly now: Date;
  readonly seed: number;
}

/** What reports were filled in with: those that come often first, those that come seldom last. */
export interface FilledCodes {
  readonly categories: readonly string[];
  readonly areas: readonly string[];
  readonly units: readonly string[];
}

const TABLES = ['reports', 'cycles', 'legs', 'search_texts'] as const;
const YEARS = 5;
const DAY = 86_400_000;
const AT_ONCE = 5_000;
const CATEGORIES = 60;
const UNITS = 30;
/** Within how many days a promise falls due. */
const PROMISE = 7 * DAY;

/** One of a list of which the first come often and the last seldom, as with categories and wards. */
function skewed<T>(all: readonly T[], next: () => number): T {
  const [from, to] = [Math.log(0.5), Math.log(all.length + 0.5)];
  const one = all[Math.floor(Math.exp(from + next() * (to - from)) - 0.5)];
  return one ?? pick(all, next);
}

/** In which state a report is so long after its receipt, as most and some others are. */
function stateAfter(days: number, chance: number): State {
  if (days > 40) {
    if (chance < 0.004) return 'in_progress';
    if (chance < 0.006) return 'waiting';
    if (chance < 0.035) return 'rejected';
    if (chance < 0.05) return 'duplicate';
    return chance < 0.06 ? 'withdrawn' : 'closed';
  }
  if (days > 10) return chance < 0.06 ? 'in_progress' : chance < 0.4 ? 'resolved' : 'closed';
  if (days > 1) {
    if (chance < 0.02) return 'in_review';
    if (chance < 0.04) return 'offered';
    if (chance < 0.25) return 'assigned';
    if (chance < 0.55) return 'in_progress';
    return chance < 0.62 ? 'waiting' : 'resolved';
  }
  return chance < 0.2 ? 'received' : chance < 0.3 ? 'offered' : 'assigned';
}

const ENDED: readonly State[] = ['resolved', 'closed', 'rejected', 'duplicate', 'withdrawn'];
const WITHOUT_UNIT: readonly State[] = ['received', 'in_review', 'offered'];
const CHANNELS = ['web', 'app', 'phone', 'counter', 'mail'] as const;
const PRIORITIES: readonly Priority[] = ['normal', 'normal', 'normal', 'high', 'low', 'urgent'];

/** Reports as a city's come in over five years, more of them with each year. */
class Filler {
  private readonly next: () => number;
  private readonly areas;
  private readonly categories;
  private readonly units: readonly string[];
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly plan: FillPlan,
    private readonly reference: Reference,
    private readonly revisions: { readonly policy: string; readonly calendar: string },
  ) {
    this.next = numbers(plan.seed);
    this.areas = [...reference.areas.values()];
    const parents = new Set([...reference.categories.values()].map((one) => one.parentCode));
    const leaves = [...reference.categories.values()].filter(({ code }) => !parents.has(code));
    const ofField = leaves.filter(({ streamCode }) => streamCode === 'field');
    this.categories = [
      ...ofField.slice(0, CATEGORIES - 4),
      ...leaves.filter(({ streamCode }) => streamCode !== 'field').slice(0, 4),
    ];
    const staffed = [...reference.people.values()].flatMap(({ unitCode }) => unitCode ?? []);
    this.units = [...new Set([...staffed, ...reference.units.keys()])].slice(0, UNITS);
  }

  get codes(): FilledCodes {
    const { units } = this;
    return {
      ...{ categories: this.categories.map(({ code }) => code), units },
      areas: this.areas.map(({ code }) => code),
    };
  }

  /** Report number `index`, counted from the first received. */
  add(index: number, batch: Record<(typeof TABLES)[number], FilledRow[]>): void {
    const { next, plan } = this;
    const share = 1 - Math.sqrt(index / plan.reports);
    const days = share * YEARS * 365 + next() * 0.01;
    const received = new Date(plan.now.getTime() - Math.floor(days * DAY));
    const id = v7({ msecs: received.getTime() });
    const state = stateAfter(days, next());
    const category = skewed(this.categories, next);
    const area = skewed(this.areas, next);
    const units = WITHOUT_UNIT.includes(state) ? [] : this.hands();
    const reopened = units.length > 0 && days > 20 && next() < 0.04;
    const begun = reopened ? new Date(received.getTime() + 15 * DAY) : received;
    const due = new Date(begun.getTime() + PROMISE);
    const open = !ENDED.includes(state);
    const taken = Math.floor(next() * Math.min(8 * DAY, plan.now.getTime() - begun.getTime()));
    const ended = open ? null : new Date(begun.getTime() + taken);
    const updated =
      ended ?? new Date(begun.getTime() + Math.floor(next() * Math.min(days, 5) * DAY));
    const breached = (ended ?? plan.now) > due ? due : null;
    const number = Math.floor(next() * 1_000);
    const text = `${sentence(category.name.vi, next)} ${detail(next)}`;
    const address = `${number} ${pick(STREETS, next)}, ${area.name.vi}`;
    const code = this.codeOf(category.streamCode, received);
    const clock = {
      policy_revision: this.revisions.policy,
      calendar_revision: this.revisions.calendar,
      original_due_at: due,
      due_at: due,
      due_revision: 1,
      ended_at: ended,
      breached_at: breached,
      corrected: false,
    };
    batch.reports.push({
      ...{ id, code, version: 2 + units.length, state, stream_code: category.streamCode },
      ...{ category_code: category.code, area_code: area.code },
      network_code: state === 'offered' ? 'telecom' : category.networkCode,
      ...{
        priority: pick(PRIORITIES, next),
        channel: skewed(CHANNELS, next),
        received_at: received,
      },
      ...{ open_children: 0, text, address, form: '{}' },
      // Most lie near the middle of their ward, and a ward is some two kilometres wide.
      lat: Number((area.lat + (next() - 0.5) * (next() - 0.5) * 0.05).toFixed(6)),
      lon: Number((area.lon + (next() - 0.5) * (next() - 0.5) * 0.05).toFixed(6)),
      ...{ unit_code: units.at(-1) ?? null, due_at: open ? due : null },
      ...{ next_action_at: open || state === 'resolved' ? due : null, updated_at: updated },
    });
    batch.search_texts.push({ report_id: id, text: fold([code, text, address].join(' ')) });
    const cycle = {
      ...{ promise_fixed: true, respond_due_at: null, responded_at: null, refusals: 0 },
      triage_since: received,
    };
    if (reopened) {
      const first = new Date(received.getTime() + PROMISE);
      batch.cycles.push({
        ...{ id: this.id(received), report_id: id, number: 1, started_at: received, ...clock },
        ...{ original_due_at: first, due_at: first, ended_at: first, breached_at: null },
        ...{ ...cycle, end_kind: 'resolved' },
      });
    }
    batch.cycles.push({
      ...{ id: this.id(received), report_id: id, number: reopened ? 2 : 1, started_at: begun },
      ...{ ...clock, ...cycle, end_kind: ended ? endOf(state) : null },
    });
    units.forEach((unit, place) => {
      const last = place === units.length - 1;
      batch.legs.push({
        ...{ id: this.id(received), report_id: id, number: place + 1 },
        ...{ cycle_number: reopened && last ? 2 : 1, unit_code: unit, final: false },
        ...{ started_at: begun, ...clock, commitments: 0 },
        ended_at: last ? ended : begun,
        breached_at: last ? breached : null,
        end_kind: last ? (ended ? legEndOf(state) : null) : 'transferred',
        passed_on: unit !== units.at(-1) && units.lastIndexOf(unit) === place ? received : null,
      });
    });
  }

  /** The units through whose hands a report goes, mostly one. */
  private hands(): readonly string[] {
    const chance = this.next();
    const many = chance < 0.88 ? 1 : chance < 0.98 ? 2 : 3;
    return Array.from({ length: many }, () => skewed(this.units, this.next));
  }

  private id(at: Date): string {
    return v7({ msecs: at.getTime() });
  }

  private codeOf(stream: string, received: Date): string {
    const prefix = this.reference.streams.get(stream)?.prefix ?? 'PA';
    const kind = `${prefix}-${received.getUTCFullYear()}`;
    const number = (this.numbers.get(kind) ?? 0) + 1;
    this.numbers.set(kind, number);
    return `${kind}-${String(number).padStart(6, '0')}`;
  }
}

function endOf(state: State): string {
  return state === 'closed' ? 'resolved' : state;
}

function legEndOf(state: State): string {
  return ['closed', 'resolved'].includes(state) ? 'resolved' : 'ended';
}

function* batchesOf(
  filler: Filler,
  reports: number,
  told: (done: number, all: number) => void,
): Iterable<FilledBatch> {
  for (let first = 0; first < reports; first += AT_ONCE) {
    const batch = { reports: [], cycles: [], legs: [], search_texts: [] };
    const end = Math.min(first + AT_ONCE, reports);
    for (let index = first; index < end; index += 1) filler.add(index, batch);
    yield batch;
    told(end, reports);
  }
}

/**
 * Fills an installation with so many reports of five years: areas, categories and units as uneven as they
 * are, cycles, legs, search texts and places. They are what lists, searches and looks around a place read;
 * they have no history.
 * @returns what they were filled in with, and how long it took
 */
export async function fill(
  store: Store,
  reference: Reference,
  plan: FillPlan,
  told: (done: number, all: number) => void,
  tell: (text: string) => void,
): Promise<FilledCodes & { readonly seconds: number }> {
  const begun = performance.now();
  const revisions = await store.transaction({ role: 'owner' }, anyRevisions);
  const filler = new Filler(plan, reference, revisions);
  await fillTables(store, TABLES, batchesOf(filler, plan.reports, told), tell);
  await store.unhurried({ role: 'owner' }, codesGoOn);
  tell('vacuuming what was filled in');
  await settleTables(store, () => undefined);
  return { ...filler.codes, seconds: (performance.now() - begun) / 1_000 };
}
