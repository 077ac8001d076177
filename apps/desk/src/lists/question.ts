import { type DeskPerson } from '#libs/access';
import {
  type CodeTable,
  askedInstant,
  askedWords,
  askedYesNo,
  readCursor,
  readInstant,
  known,
} from '#libs/http';
import { type ListQuestion, type ListRow, type Reference } from '#libs/store';
import { type ListItem, type ListQuery } from './list.dto.js';

/** The list of a query, by what decides the order of its rows: a cursor of another one would leave gaps. */
export function listName({ sort, direction }: ListQuery): string {
  return `reports by ${sort} ${direction}`;
}

/**
 * A validated query as the store is asked; one row more than the page holds tells whether there
 * is a next one.
 * @throws Problem `unknown_reference` naming the filter, `bad_cursor`, or `invalid_request`
 */
export function questionOf(
  query: ListQuery,
  reference: Reference,
  { scope }: Pick<DeskPerson, 'scope'>,
): ListQuestion {
  const filter = (
    table: CodeTable,
    field: 'stream' | 'category' | 'area' | 'unit' | 'network',
  ): string | null => {
    const code = query[field];
    return code === undefined ? null : known(reference, table, code, field);
  };
  const category = filter('categories', 'category');
  return {
    states: query.state ?? [],
    streamCode: filter('streams', 'stream'),
    categoryCodes: category === null ? [] : reference.categoriesBelow(category),
    areaCode: filter('areas', 'area'),
    unitCode: filter('units', 'unit'),
    networkCode: filter('networks', 'network'),
    priority: query.priority ?? null,
    channel: query.channel ?? null,
    overdue: askedYesNo(query.overdue),
    dueBefore: askedInstant(query.due_before),
    receivedFrom: askedInstant(query.received_from),
    receivedTo: askedInstant(query.received_to),
    parentCode: query.parent ?? null,
    search: askedWords(query.q),
    sight: scope,
    order: query.sort,
    descending: query.direction === 'desc',
    after: readCursor(listName(query), query.cursor, readInstant),
    limit: query.limit + 1,
  };
}

/** A row of the store as a list shows it. */
export function itemOf(row: ListRow): ListItem {
  return {
    code: row.code,
    version: row.version,
    state: row.state,
    stream: row.stream_code,
    category: row.category_code,
    area: row.area_code,
    network: row.network_code,
    unit: row.unit_code,
    priority: row.priority,
    channel: row.channel,
    text: row.text,
    address: row.address,
    lat: row.lat,
    lon: row.lon,
    parent: row.parent_code,
    open_children: row.open_children,
    received_at: row.received_at,
    due_at: row.due_at,
    updated_at: row.updated_at,
    overdue: row.overdue,
    paused: row.paused,
  };
}
