import {
  type AreaEntity,
  type CategoryEntity,
  type NetworkEntity,
  type PersonEntity,
  type RoutingRuleEntity,
  type StreamEntity,
  type TargetEntity,
  type UnitEntity,
} from '../entities/reference.entities.js';
import { ruleTime, targetOf } from './mapping.js';
import { type Seed } from './seed.js';
import { type EditedStreamShape, type EditedUnitShape } from './shapes.js';

// What an entry of a seed file, or of the desk's, is in its table.

type EntryOf<List extends keyof Seed> = Seed[List][number]['entry'];

/** A row of its table. */
export function streamRow(entry: EditedStreamShape): StreamEntity {
  const { code, prefix, name, zone, publication, form, evidence } = entry;
  return {
    ...{ code, prefix, name, zone, publication, form, evidence, confirm: entry.confirm ?? 'none' },
    citizens: entry.citizens ?? true,
    defaultPolicy: entry.default_policy,
    ratingWindowDays: entry.rating_window_days,
    reopenWindowDays: entry.reopen_window_days,
  };
}

/** A row of its table. */
export function unitRow({
  code,
  name,
  kind,
  parent,
  calendar,
  illustrative,
  until,
}: EditedUnitShape): UnitEntity {
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

/** A row of its table. */
export function networkRow({ code, name, lead, units, until }: EntryOf<'networks'>): NetworkEntity {
  return { code, name, leadCode: lead, unitCodes: units, until: until ?? null };
}

const EVERYTHING = ['*'];

/** A row of its table. */
export function personRow({
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

/** A row of its table. */
export function areaRow({ code, name, kind, from, until, centre }: EntryOf<'areas'>): AreaEntity {
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

/** A row of its table. */
export function categoryRow(
  entry: EntryOf<'categories'>,
  parentCode: string | null,
): CategoryEntity {
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

/** A row of its table. */
export function ruleRow(entry: EntryOf<'rules'>): RoutingRuleEntity {
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

/** A target of the seed, which nobody at the desk has saved. */
export function targetRow(entry: EntryOf<'targets'>): TargetEntity {
  const { name, illustrative } = entry;
  return {
    ...targetOf(entry),
    ...{ name: { vi: name.vi, en: name.en }, illustrative: illustrative ?? false },
    ...{ savedAt: null, savedBy: null },
  };
}
