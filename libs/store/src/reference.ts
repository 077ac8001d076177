import {
  type Calendar,
  type CategoryWords,
  type PolicyRevision,
  type RoutingRule,
  type Rulebook,
  type Terms,
  compileCalendar,
} from '#libs/domain';
import {
  AreaEntity,
  CalendarRevisionEntity,
  CategoryEntity,
  NetworkEntity,
  PersonEntity,
  PolicyRevisionEntity,
  RoutingRuleEntity,
  SensitiveWordEntity,
  StreamEntity,
  UnitEntity,
} from './entities/reference.entities.js';
import { revisionOf } from './repositories/calendars.repository.js';
import { SHORT_MS, type Store, type Tx } from './store.js';

/** One immutable snapshot of the reference data, with the rules that the domain asks for. */
export interface Reference {
  /** When it was read, by the installation's clock. */
  readonly at: Date;
  readonly book: Rulebook;
  readonly streams: ReadonlyMap<string, StreamEntity>;
  readonly units: ReadonlyMap<string, UnitEntity>;
  readonly networks: ReadonlyMap<string, NetworkEntity>;
  readonly people: ReadonlyMap<string, PersonEntity>;
  readonly areas: ReadonlyMap<string, AreaEntity>;
  readonly categories: ReadonlyMap<string, CategoryEntity>;
  readonly rules: readonly RoutingRule[];
  readonly sensitiveWords: readonly string[];
  readonly categoryWords: readonly CategoryWords[];
  /** The calendar in force under a code. */
  calendar(code: string): Calendar;
  /** A category and its ancestors, nearest first; empty for none. */
  categoryPath(code: string | null): readonly string[];
  /** The network that answers for a category, its own or its nearest ancestor's. */
  networkOf(categoryCode: string | null): string | null;
  /** A category and everything below it. */
  categoriesBelow(code: string): readonly string[];
  /** Whether something that ends on that day, where it has one, has ended: days are the first stream's. */
  isOver(until: string | null): boolean;
  /** A unit and everything below it. */
  unitsBelow(code: string): readonly string[];
}

/** A code that the reference data does not have: a fault of the installation, not of a request. */
export class MissingReference extends Error {
  constructor(what: string, code: string) {
    super(`there is no ${what} "${code}"; put it back or run \`npx kip seed\``);
    this.name = 'MissingReference';
  }
}

function need<Value>(map: ReadonlyMap<string, Value>, what: string, code: string): Value {
  const value = map.get(code);
  if (value === undefined) throw new MissingReference(what, code);
  return value;
}

function byCode<Row extends { readonly code: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.code, row]));
}

function below(
  rows: ReadonlyMap<string, { readonly code: string; readonly parentCode: string | null }>,
  code: string,
): readonly string[] {
  const children = [...rows.values()].filter((row) => row.parentCode === code);
  return [code, ...children.flatMap((child) => below(rows, child.code))];
}

/** Compiled calendars outlive a snapshot: a revision never changes. */
const compiled = new Map<string, Calendar>();

function calendarOf(revision: CalendarRevisionEntity): Calendar {
  const key = `${revision.id} ${JSON.stringify(revision.body)}`;
  let calendar = compiled.get(key);
  if (!calendar) {
    calendar = compileCalendar(revisionOf(revision));
    compiled.set(key, calendar);
  }
  return calendar;
}

/** Works a value out at the first question and keeps it. */
function lazily<Value extends object>(work: () => Value): () => Value {
  let kept: Value | null = null;
  return () => (kept ??= work());
}

/** A revision newer than the snapshot: somebody saved it since. The next snapshot will have it. */
function needRevision<Value>(
  map: ReadonlyMap<string, Value>,
  what: string,
  id: string,
  missing: () => void,
): Value {
  if (!map.has(id)) missing();
  return need(map, what, id);
}

/** The revision of a code that was in force at an instant; before all of them, the first. */
function inForce<
  Row extends { readonly code: string; readonly revision: number; readonly savedAt: Date | null },
>(rows: readonly Row[], what: string, code: string, at: Date): Row {
  const own = rows.filter((row) => row.code === code).sort((a, b) => b.revision - a.revision);
  const found = own.find(({ savedAt }) => savedAt === null || savedAt <= at) ?? own.at(-1);
  if (!found) throw new MissingReference(what, code);
  return found;
}

function rulebook(
  tables: Pick<Reference, 'streams' | 'networks' | 'categories' | 'categoryPath'>,
  policies: readonly PolicyRevisionEntity[],
  calendars: readonly CalendarRevisionEntity[],
  missing: () => void,
): Pick<Reference, 'book' | 'calendar'> {
  const policyById = new Map(policies.map((row) => [row.id, row]));
  const currentPolicy = byCode(policies.filter((row) => row.current));
  const calendarById = new Map(calendars.map((row) => [row.id, lazily(() => calendarOf(row))]));
  const currentCalendar = new Map(
    calendars
      .filter((row) => row.current)
      .map((row) => [row.code, need(calendarById, 'calendar revision', row.id)]),
  );
  const policyOf = (row: PolicyRevisionEntity): PolicyRevision => ({
    id: row.id,
    code: row.code,
    ...row.body,
  });
  const calendar = (code: string): Calendar => need(currentCalendar, 'calendar', code)();
  const ownPolicy = (streamCode: string, categoryCode: string | null): string =>
    tables
      .categoryPath(categoryCode)
      .map((code) => need(tables.categories, 'category', code).policyCode)
      .find((code) => code !== null) ?? need(tables.streams, 'stream', streamCode).defaultPolicy;
  const current = (policyCode: string): Terms => {
    const policy = policyOf(need(currentPolicy, 'policy', policyCode));
    return { policy, calendar: calendar(policy.calendarCode) };
  };
  const book: Rulebook = {
    terms: (policyRevision, calendarRevision) => ({
      policy: policyOf(needRevision(policyById, 'policy revision', policyRevision, missing)),
      calendar: needRevision(calendarById, 'calendar revision', calendarRevision, missing)(),
    }),
    streamTerms: (code) => current(need(tables.streams, 'stream', code).defaultPolicy),
    categoryTerms: (streamCode, categoryCode) => current(ownPolicy(streamCode, categoryCode)),
    termsInForce: (streamCode, categoryCode, at) => {
      const code = ownPolicy(streamCode, categoryCode);
      const policy = policyOf(inForce(policies, 'policy', code, at));
      const { id } = inForce(calendars, 'calendar', policy.calendarCode, at);
      return { policy, calendar: need(calendarById, 'calendar revision', id)() };
    },
    stream: (code) => need(tables.streams, 'stream', code),
    network: (code) => {
      const network = need(tables.networks, 'network', code);
      return { code, lead: network.leadCode, units: network.unitCodes };
    },
  };
  return { book, calendar };
}

/** The day of an instant in the zone of a stream; without any, in UTC. */
function dayOf(
  at: Date,
  streamCode: string | undefined,
  streams: ReadonlyMap<string, StreamEntity>,
): string {
  const zone = (streamCode === undefined ? undefined : streams.get(streamCode)?.zone) ?? 'UTC';
  return at.toLocaleDateString('sv-SE', { timeZone: zone });
}

function routingRule(row: RoutingRuleEntity): RoutingRule {
  const { toUnit, toNetwork, ...rule } = row;
  return { ...rule, to: toUnit === null ? { network: toNetwork ?? '' } : { unit: toUnit } };
}

/**
 * Reads the whole reference data.
 * @param missing is told when a revision is asked for that this snapshot is too old to have
 */
export async function loadReference(
  { manager, now }: Tx,
  missing: () => void = () => undefined,
): Promise<Reference> {
  const streams = byCode(await manager.find(StreamEntity));
  const units = byCode(await manager.find(UnitEntity));
  const networks = byCode(await manager.find(NetworkEntity));
  const categories = byCode(await manager.find(CategoryEntity));
  const categoryPath = (code: string | null): readonly string[] => {
    const category = code === null ? undefined : categories.get(code);
    return category ? [category.code, ...categoryPath(category.parentCode)] : [];
  };
  const words = await manager.find(SensitiveWordEntity);
  const policies = await manager.find(PolicyRevisionEntity);
  const calendars = await manager.find(CalendarRevisionEntity);
  const day = dayOf(now, [...streams.keys()].sort()[0], streams);
  const isOver = (until: string | null): boolean => until !== null && until <= day;
  const rules = (await manager.find(RoutingRuleEntity)).filter(({ until }) => !isOver(until));
  return {
    at: now,
    isOver,
    ...rulebook({ streams, networks, categories, categoryPath }, policies, calendars, missing),
    streams,
    units,
    networks,
    people: byCode(await manager.find(PersonEntity)),
    areas: byCode(await manager.find(AreaEntity)),
    categories,
    rules: rules.map(routingRule),
    sensitiveWords: words.map((word) => word.phrase),
    categoryWords: [...categories.values()].filter(({ until }) => !isOver(until)),
    categoryPath,
    networkOf: (code) =>
      categoryPath(code)
        .map((one) => categories.get(one)?.networkCode ?? null)
        .find((network) => network !== null) ?? null,
    categoriesBelow: (code) => below(categories, code),
    unitsBelow: (code) => below(units, code),
  };
}

const FRESH_MS = 10_000;

/**
 * The reference data as every process keeps it: read again when it is ten seconds old, and when a
 * clock runs on a revision that was saved since.
 */
export class ReferenceCache {
  private kept: { readonly at: number; readonly reference: Promise<Reference> } | null = null;

  constructor(private readonly store: Store) {}

  /** The snapshot to work with; take it once for each piece of work. */
  async get(): Promise<Reference> {
    const now = performance.now();
    if (this.kept && now - this.kept.at < FRESH_MS) return this.kept.reference;
    const reference = this.store.transaction({ role: 'worker', withinMs: SHORT_MS }, (tx) =>
      loadReference(tx, () => {
        this.forget();
      }),
    );
    this.kept = { at: now, reference };
    reference.catch(() => this.forget());
    return reference;
  }

  /** Reads anew at the next question, after the reference data was changed in this process. */
  forget(): void {
    this.kept = null;
  }
}
