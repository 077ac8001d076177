import { type FormField, type Bilingual } from '../entities/reference.entities.js';
import {
  CategoryEntity,
  NetworkEntity,
  RoutingRuleEntity,
  StreamEntity,
  UnitEntity,
} from '../entities/reference.entities.js';
import { categoryRow, networkRow, ruleRow, streamRow, unitRow } from './rows.js';
import {
  EditedCategoryShape,
  EditedStreamShape,
  EditedUnitShape,
  NetworkShape,
  RuleShape,
} from './shapes.js';

// The reference data that the desk edits entry by entry, each in the words of its seed file.

export const EDITED_KINDS = ['stream', 'category', 'unit', 'network', 'rule'] as const;
export type EditedKind = (typeof EDITED_KINDS)[number];

/** The shape of an entry of each kind, and its row. */
export interface EditedShapes {
  readonly stream: EditedStreamShape;
  readonly category: EditedCategoryShape;
  readonly unit: EditedUnitShape;
  readonly network: NetworkShape;
  readonly rule: RuleShape;
}
export interface EditedRows {
  readonly stream: StreamEntity;
  readonly category: CategoryEntity;
  readonly unit: UnitEntity;
  readonly network: NetworkEntity;
  readonly rule: RoutingRuleEntity;
}

/** What is to be known of a kind: its table, its shape, and the way from one to the other and back. */
export interface Edited<Kind extends EditedKind> {
  readonly entity: new () => EditedRows[Kind];
  readonly shape: new () => EditedShapes[Kind];
  /** How it is called, and which fields it has, for whoever mends one. */
  readonly name: Bilingual;
  readonly fields: string;
  readonly rowOf: (entry: EditedShapes[Kind]) => EditedRows[Kind];
  readonly entryOf: (row: EditedRows[Kind]) => EditedShapes[Kind];
}

// The database keeps no order of names: they are put in the order in which people write them.
const text = ({ vi, en }: Bilingual): Bilingual => ({ vi, en });

const formOf = (form: readonly FormField[]): EditedStreamShape['form'] =>
  form.map(({ code, label, type, required, options }) => ({
    ...{ code, label: text(label), type, required },
    ...(options && {
      options: options.map(({ value, label: called }) => ({ value, label: text(called) })),
    }),
  }));

/** What is there, without what is not. */
const given = <Value, Name extends string>(
  name: Name,
  value: Value | null,
): Partial<Record<Name, Value>> =>
  value === null ? {} : ({ [name]: value } as Record<Name, Value>);

function ruleEntry(row: RoutingRuleEntity): RuleShape {
  const { time, toUnit, toNetwork } = row;
  const when =
    time === null
      ? null
      : time.kind === 'between'
        ? { from: time.from, to: time.to }
        : // Of the hours of the report's stream, whatever the calendar is called.
          { outside_hours_of: 'stream' };
  return {
    code: row.code,
    ...given('stream', row.streamCode),
    ...given('category', row.categoryCode),
    ...given('area', row.areaCode),
    ...given('network', row.networkCode),
    ...given('priority', row.priority),
    ...given('time', when),
    to: { ...given('unit', toUnit), ...given('network', toNetwork) },
    rank: row.rank,
    reason: text(row.reason),
    ...given('until', row.until),
  };
}

/** Each kind. */
export const EDITED: { readonly [Kind in EditedKind]: Edited<Kind> } = {
  stream: {
    ...{ entity: StreamEntity, shape: EditedStreamShape, rowOf: streamRow },
    name: { vi: 'luồng', en: 'stream' },
    fields:
      'code, prefix, name, zone, default_policy, publication, confirm, rating_window_days, ' +
      'reopen_window_days, form, evidence, citizens',
    entryOf: (row) => ({
      ...{ code: row.code, prefix: row.prefix, name: text(row.name), zone: row.zone },
      ...{ default_policy: row.defaultPolicy, publication: row.publication, confirm: row.confirm },
      rating_window_days: row.ratingWindowDays,
      reopen_window_days: row.reopenWindowDays,
      form: formOf(row.form),
      evidence: row.evidence.map(({ kind, when, active }) => ({ kind, when, active })),
      citizens: row.citizens,
    }),
  },
  category: {
    ...{ entity: CategoryEntity, shape: EditedCategoryShape },
    name: { vi: 'lĩnh vực', en: 'category' },
    fields:
      'code, parent, stream, name, phrase, priority, policy, network, sensitive, keywords, form, until',
    rowOf: (entry) => categoryRow(entry, entry.parent ?? null),
    entryOf: (row) => ({
      code: row.code,
      ...given('parent', row.parentCode),
      ...{ stream: row.streamCode, name: text(row.name) },
      ...given('phrase', row.phrase && text(row.phrase)),
      priority: row.priority,
      ...given('policy', row.policyCode),
      ...given('network', row.networkCode),
      ...{ sensitive: row.sensitive, keywords: [...row.keywords], form: formOf(row.form) },
      ...given('until', row.until),
    }),
  },
  unit: {
    ...{ entity: UnitEntity, shape: EditedUnitShape, rowOf: unitRow },
    name: { vi: 'đơn vị', en: 'unit' },
    fields: 'code, name, kind, parent, calendar, illustrative, until',
    entryOf: (row) => ({
      ...{ code: row.code, name: text(row.name), kind: row.kind },
      ...given('parent', row.parentCode),
      ...{ calendar: row.calendarCode, illustrative: row.illustrative },
      ...given('until', row.until),
    }),
  },
  network: {
    ...{ entity: NetworkEntity, shape: NetworkShape, rowOf: networkRow },
    name: { vi: 'mạng lưới', en: 'network' },
    fields: 'code, name, lead, units, until',
    entryOf: (row) => ({
      ...{ code: row.code, name: text(row.name), lead: row.leadCode, units: [...row.unitCodes] },
      ...given('until', row.until),
    }),
  },
  rule: {
    ...{ entity: RoutingRuleEntity, shape: RuleShape, rowOf: ruleRow, entryOf: ruleEntry },
    name: { vi: 'quy tắc phân luồng', en: 'routing rule' },
    fields:
      'code, stream, category, area, network, priority, time, to, rank, reason, until; ' +
      'time has from and to, or outside_hours_of',
  },
};
