import { isDeepStrictEqual } from 'node:util';
import { type EntityTarget, type ObjectLiteral } from 'typeorm';
import {
  AreaEntity,
  CategoryEntity,
  NetworkEntity,
  PersonEntity,
  RoutingRuleEntity,
  SensitiveWordEntity,
  StreamEntity,
  TargetEntity,
  UnitEntity,
} from '../entities/reference.entities.js';
import {
  currentCalendars,
  planCalendar,
  saveCalendar,
} from '../repositories/calendars.repository.js';
import { currentPolicies, planPolicy, savePolicy } from '../repositories/policies.repository.js';
import { type RevisionPlan } from '../repositories/revisions.js';
import { type Store, type Tx } from '../store.js';
import { storedCalendar, storedPolicy } from './mapping.js';
import {
  areaRow,
  categoryRow,
  networkRow,
  personRow,
  ruleRow,
  streamRow,
  targetRow,
  unitRow,
} from './rows.js';
import { type EditedKind } from './edited.js';
import { type Seed } from './seed.js';
import { noteReseeded, savedAtDesk } from '../repositories/reference-revisions.repository.js';

/**
 * What seeding did to one table. `kept` are rows that the seed no longer names: reports may. `by_desk` are
 * those that somebody at the desk has saved otherwise since, and that were left as they are.
 */
export interface TableResult {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly kept: number;
  readonly by_desk: readonly string[];
}
export type SeedResult = Readonly<Record<string, TableResult>>;

async function bringUp(
  tx: Tx,
  entity: EntityTarget<ObjectLiteral>,
  rows: readonly ObjectLiteral[],
  { key = 'code', kind, force = false }: Bringing = {},
): Promise<TableResult> {
  const existing = new Map((await tx.manager.find(entity)).map((row) => [String(row[key]), row]));
  const added = rows.filter((row) => !existing.has(String(row[key])));
  const other = rows.filter((row) => {
    const old = existing.get(String(row[key]));
    return old !== undefined && !isDeepStrictEqual({ ...old }, plain(row));
  });
  const saved = kind ? await savedAtDesk(tx, kind) : new Set<string>();
  const isKept = (row: ObjectLiteral): boolean => !force && saved.has(String(row[key]));
  const changed = other.filter((row) => !isKept(row));
  if (kind) await noteReseeded(tx, kind, changed);
  if (added.length + changed.length > 0)
    await tx.manager.upsert(entity, [...added, ...changed], [key]);
  const same = rows.length - added.length - other.length;
  return {
    ...{ added: added.length, changed: changed.length, same },
    kept: existing.size - other.length - same,
    by_desk: other.filter(isKept).map((row) => String(row[key])),
  };
}

/** How a table is brought up. */
interface Bringing {
  readonly key?: string;
  /** What the desk edits; absent: it does not. */
  readonly kind?: EditedKind;
  /** What the desk has saved is overwritten. */
  readonly force?: boolean;
}

/** A row as it comes back from the database: without classes and without what is undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/**
 * What has revisions is saved as everybody saves it.
 * @param current what is in force, the codes that the seed does not name among it
 */
async function saveAll<Checked extends { readonly code: string }>(
  current: readonly { readonly code: string; readonly savedBy: string | null }[],
  wanted: readonly Checked[],
  { plan, save, force }: SavingAll<Checked>,
): Promise<TableResult> {
  const codes = new Set(wanted.map(({ code }) => code));
  const kept = current.filter(({ code }) => !codes.has(code)).length;
  const byDesk = new Set(
    current.filter(({ savedBy }) => !force && savedBy !== null).map(({ code }) => code),
  );
  const result = { added: 0, changed: 0, same: 0, kept, by_desk: [] as string[] };
  // One order for everybody, so that nobody waits for each other in a circle.
  for (const one of [...wanted].sort((a, b) => a.code.localeCompare(b.code))) {
    const wouldChange = byDesk.has(one.code) && (await plan(one)).result !== 'same';
    if (wouldChange) result.by_desk.push(one.code);
    else result[(await save(one)).result] += 1;
  }
  return result;
}

interface SavingAll<Checked> {
  readonly plan: (one: Checked) => Promise<RevisionPlan>;
  readonly save: (one: Checked) => Promise<RevisionPlan>;
  readonly force: boolean;
}

const BY_SEED = { by: null, expected: null };

async function saveCalendars(tx: Tx, seed: Seed, force: boolean): Promise<TableResult> {
  const wanted = seed.calendars.map(({ entry }) => ({
    code: entry.code,
    body: storedCalendar(entry),
  }));
  return saveAll(await currentCalendars(tx), wanted, {
    ...{ force, plan: (one) => planCalendar(tx, one) },
    save: (one) => saveCalendar(tx, one, BY_SEED),
  });
}

async function savePolicies(tx: Tx, seed: Seed, force: boolean): Promise<TableResult> {
  const wanted = seed.policies.map(({ entry }) => storedPolicy(entry));
  return saveAll(await currentPolicies(tx), wanted, {
    ...{ force, plan: (one) => planPolicy(tx, one) },
    save: (one) => savePolicy(tx, one, BY_SEED),
  });
}

function parentsFirst<Row extends { readonly code: string; readonly parentCode: string | null }>(
  rows: readonly Row[],
): Row[] {
  const placed = new Set<string>();
  const sorted: Row[] = [];
  while (sorted.length < rows.length) {
    const ready = rows.filter(
      (row) => !placed.has(row.code) && (row.parentCode === null || placed.has(row.parentCode)),
    );
    for (const row of ready) placed.add(row.code);
    sorted.push(...ready);
  }
  return sorted;
}

/**
 * Brings the reference data to what the seed says, in one transaction. Nothing is ever deleted;
 * done twice it changes nothing.
 * @param force overwrites also what somebody at the desk has saved since
 */
export async function writeSeed(store: Store, seed: Seed, force = false): Promise<SeedResult> {
  return store.transaction({ role: 'owner' }, async (tx) => ({
    calendars: await saveCalendars(tx, seed, force),
    policies: await savePolicies(tx, seed, force),
    streams: await bringUp(
      tx,
      StreamEntity,
      seed.streams.map(({ entry }) => streamRow(entry)),
      { kind: 'stream', force },
    ),
    units: await bringUp(
      tx,
      UnitEntity,
      parentsFirst(seed.units.map(({ entry }) => unitRow(entry))),
      { kind: 'unit', force },
    ),
    networks: await bringUp(
      tx,
      NetworkEntity,
      seed.networks.map(({ entry }) => networkRow(entry)),
      { kind: 'network', force },
    ),
    people: await bringUp(
      tx,
      PersonEntity,
      seed.people.map(({ entry }) => personRow(entry)),
    ),
    areas: await bringUp(
      tx,
      AreaEntity,
      seed.areas.map(({ entry }) => areaRow(entry)),
    ),
    categories: await bringUp(
      tx,
      CategoryEntity,
      seed.categories.map(({ entry, parent }) => categoryRow(entry, parent)),
      { kind: 'category', force },
    ),
    rules: await bringUp(
      tx,
      RoutingRuleEntity,
      seed.rules.map(({ entry }) => ruleRow(entry)),
      { kind: 'rule', force },
    ),
    words: await bringUp(
      tx,
      SensitiveWordEntity,
      seed.words.map(({ entry }) => ({ ...entry })),
      { key: 'phrase' },
    ),
    targets: await bringUp(
      tx,
      TargetEntity,
      seed.targets.map(({ entry }) => targetRow(entry)),
    ),
  }));
}
