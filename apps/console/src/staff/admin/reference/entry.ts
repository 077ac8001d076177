import { type Schema } from '../../../api/client.js';

/** What the reference data holds of each kind, in the words of its seed file. */
export interface Entries {
  readonly stream: Schema<'StreamEntry'>;
  readonly category: Schema<'CategoryEntry'>;
  readonly unit: Schema<'UnitEntry'>;
  readonly network: Schema<'NetworkEntry'>;
  readonly rule: Schema<'RuleEntry'>;
}
export type Kind = keyof Entries;
export type AnyEntry = Entries[Kind];

const KINDS = ['stream', 'category', 'unit', 'network', 'rule'] as const;

export function kindOf(name: string): Kind | null {
  return KINDS.find((kind) => kind === name) ?? null;
}

/** An entry together with its kind, which tells its fields. */
export type Written = {
  readonly [One in Kind]: { readonly kind: One; readonly entry: Entries[One] };
}[Kind];

/** The server says of which kind an entry is beside it: the two belong together. */
export function writtenOf(kind: Kind, entry: AnyEntry): Written {
  return { kind, entry } as Written;
}

/** The entries of a list, which the server tells the kind of once. */
export function entriesOf<One extends Kind>(
  list: Schema<'CatalogueList'>,
  kind: One,
): readonly Entries[One][] {
  return list.kind === kind ? list.items.map(({ entry }) => entry as Entries[One]) : [];
}

const NO_NAME = { vi: '', en: '' };

/** An entry that nobody has written yet. New streams come by seed. */
export function blank(kind: Exclude<Kind, 'stream'>): Written {
  switch (kind) {
    case 'category':
      return { kind, entry: { code: '', stream: 'field', name: NO_NAME, priority: 'normal' } };
    case 'unit':
      return { kind, entry: { code: '', name: NO_NAME, kind: 'agency', calendar: '' } };
    case 'network':
      return { kind, entry: { code: '', name: NO_NAME, lead: '', units: [] } };
    case 'rule':
      return { kind, entry: { code: '', to: {}, rank: 100, reason: NO_NAME } };
  }
}

/** How an entry is called: a rule by its reason. */
export function nameOf({ kind, entry }: Written): Schema<'BilingualView'> {
  return kind === 'rule' ? entry.reason : entry.name;
}

/** The page of an entry: rules stand beside their tester. */
export function entryAddress(kind: Kind, code: string): string {
  return kind === 'rule' ? `/admin/routing/of/${code}` : `/admin/reference/${kind}/of/${code}`;
}

/** The entry with one of its fields set, or without it where nothing is given. */
export function put<Entry extends object, Field extends keyof Entry & string>(
  entry: Entry,
  field: Field,
  value: NonNullable<Entry[Field]> | null,
): Entry {
  const others = Object.entries(entry).filter(([name]) => name !== field);
  return Object.fromEntries(value === null ? others : [...others, [field, value]]) as Entry;
}

/** Everything that an entry of some kind has a field for. */
export const FIELD_NAMES = [
  ...(['code', 'name', 'phrase', 'parent', 'stream', 'category', 'area', 'network'] as const),
  ...(['priority', 'policy', 'calendar', 'kind', 'illustrative', 'sensitive'] as const),
  ...(['keywords', 'form', 'until', 'lead', 'units', 'time', 'to', 'rank', 'reason'] as const),
  ...(['prefix', 'zone', 'default_policy', 'publication', 'confirm', 'citizens'] as const),
  ...(['rating_window_days', 'reopen_window_days', 'evidence'] as const),
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];
