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
import { currentCalendars, saveCalendar } from '../repositories/calendars.repository.js';
import { currentPolicies, savePolicy } from '../repositories/policies.repository.js';
import { type RevisionPlan } from '../repositories/revisions.js';
import { type Store, type Tx } from '../store.js';
import { ruleTime, storedCalendar, storedPolicy, targetOf } from './mapping.js';
import { type Seed } from './seed.js';

/** What seeding did to one table. `kept` are rows that the seed no longer names: reports may. */
export interface TableResult {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly kept: number;
}
export type SeedResult = Readonly<Record<string, TableResult>>;

async function bringUp(
  tx: Tx,
  entity: EntityTarget<ObjectLiteral>,
  rows: readonly ObjectLiteral[],
  key = 'code',
): Promise<TableResult> {
  const existing = new Map((await tx.manager.find(entity)).map((row) => [String(row[key]), row]));
  const added = rows.filter((row) => !existing.has(String(row[key])));
  const changed = rows.filter((row) => {
    const old = existing.get(String(row[key]));
    return old !== undefined && !isDeepStrictEqual({ ...old }, plain(row));
  });
  if (added.length + changed.length > 0)
    await tx.manager.upsert(entity, [...added, ...changed], [key]);
  const same = rows.length - added.length - changed.length;
  return {
    added: added.length,
    changed: changed.length,
    same,
    kept: existing.size - changed.length - same,
  };
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
  current: readonly { readonly code: string }[],
  wanted: readonly Checked[],
  save: (one: Checked) => Promise<RevisionPlan>,
): Promise<TableResult> {
  const codes = new Set(wanted.map(({ code }) => code));
  const kept = current.filter(({ code }) => !codes.has(code)).length;
  const result = { added: 0, changed: 0, same: 0, kept };
  // One order for everybody, so that nobody waits for each other in a circle.
  for (const one of [...wanted].sort((a, b) => a.code.localeCompare(b.code))) {
    result[(await save(one)).result] += 1;
  }
  return result;
}

const BY_SEED = { by: null, expected: null };

async function saveCalendars(tx: Tx, seed: Seed): Promise<TableResult> {
  const wanted = seed.calendars.map(({ entry }) => ({
    code: entry.code,
    body: storedCalendar(entry),
  }));
  return saveAll(await currentCalendars(tx), wanted, (one) => saveCalendar(tx, one, BY_SEED));
}

async function savePolicies(tx: Tx, seed: Seed): Promise<TableResult> {
  const wanted = seed.policies.map(({ entry }) => storedPolicy(entry));
  return saveAll(await currentPolicies(tx), wanted, (one) => savePolicy(tx, one, BY_SEED));
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
 */
export async function writeSeed(store: Store, seed: Seed): Promise<SeedResult> {
  return store.transaction({ role: 'owner' }, async (tx) => ({
    calendars: await saveCalendars(tx, seed),
    policies: await savePolicies(tx, seed),
    streams: await bringUp(
      tx,
      StreamEntity,
      seed.streams.map(({ entry }) => streamRow(entry)),
    ),
    units: await bringUp(
      tx,
      UnitEntity,
      parentsFirst(seed.units.map(({ entry }) => unitRow(entry))),
    ),
    networks: await bringUp(
      tx,
      NetworkEntity,
      seed.networks.map(({ entry }) => networkRow(entry)),
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
    ),
    rules: await bringUp(
      tx,
      RoutingRuleEntity,
      seed.rules.map(({ entry }) => ruleRow(entry)),
    ),
    words: await bringUp(
      tx,
      SensitiveWordEntity,
      seed.words.map(({ entry }) => ({ ...entry })),
      'phrase',
    ),
    targets: await bringUp(
      tx,
      TargetEntity,
      seed.targets.map(({ entry }) => targetRow(entry)),
    ),
  }));
}

type EntryOf<List extends keyof Seed> = Seed[List][number]['entry'];

function streamRow(entry: EntryOf<'streams'>): StreamEntity {
  const { code, prefix, name, zone, publication, form, evidence } = entry;
  return {
    ...{ code, prefix, name, zone, publication, form, evidence, confirm: entry.confirm ?? 'none' },
    citizens: entry.citizens ?? true,
    defaultPolicy: entry.default_policy,
    ratingWindowDays: entry.rating_window_days,
    reopenWindowDays: entry.reopen_window_days,
  };
}

function unitRow({
  code,
  name,
  kind,
  parent,
  calendar,
  illustrative,
  until,
}: EntryOf<'units'>): UnitEntity {
  return {
    code,
    name,
    kind,
    parentCode: parent ?? null,
    calendarCode: calendar,
    illustrative: illustrative ?? false,
    until: until ?? null,
  };
}

function networkRow({ code, name, lead, units, until }: EntryOf<'networks'>): NetworkEntity {
  return { code, name, leadCode: lead, unitCodes: units, until: until ?? null };
}

const EVERYTHING = ['*'];

function personRow({
  code,
  name,
  email,
  role,
  unit,
  lead,
  language,
  scope,
  illustrative,
}: EntryOf<'people'>): PersonEntity {
  return {
    code,
    name: name.vi,
    email,
    role,
    unitCode: unit ?? null,
    lead: lead ?? false,
    language: language ?? 'vi',
    streams: scope?.streams ?? EVERYTHING,
    areas: scope?.areas ?? EVERYTHING,
    units: scope?.units ?? EVERYTHING,
    networks: scope?.networks ?? EVERYTHING,
    illustrative: illustrative ?? false,
  };
}

function areaRow({ code, name, kind, from, until, centre }: EntryOf<'areas'>): AreaEntity {
  return {
    code,
    name,
    kind,
    validFrom: from,
    validUntil: until ?? null,
    lat: centre.lat,
    lon: centre.lon,
  };
}

function categoryRow(entry: EntryOf<'categories'>, parentCode: string | null): CategoryEntity {
  return {
    code: entry.code,
    parentCode,
    streamCode: entry.stream,
    name: entry.name,
    phrase: entry.phrase ?? null,
    priority: entry.priority ?? 'normal',
    policyCode: entry.policy ?? null,
    networkCode: entry.network ?? null,
    sensitive: entry.sensitive ?? false,
    keywords: entry.keywords ?? [],
    form: entry.form ?? [],
    until: entry.until ?? null,
  };
}

function targetRow(entry: EntryOf<'targets'>): TargetEntity {
  const { name, illustrative } = entry;
  return {
    ...targetOf(entry),
    ...{ name: { vi: name.vi, en: name.en }, illustrative: illustrative ?? false },
    ...{ savedAt: null, savedBy: null },
  };
}

function ruleRow(entry: EntryOf<'rules'>): RoutingRuleEntity {
  return {
    code: entry.code,
    streamCode: entry.stream ?? null,
    categoryCode: entry.category ?? null,
    areaCode: entry.area ?? null,
    networkCode: entry.network ?? null,
    priority: entry.priority ?? null,
    time: ruleTime(entry),
    toUnit: entry.to.unit ?? null,
    toNetwork: entry.to.network ?? null,
    rank: entry.rank,
    reason: entry.reason,
    until: entry.until ?? null,
  };
}
