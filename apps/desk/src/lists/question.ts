import { Problem } from '#libs/contracts';
import { fold } from '#libs/domain';
import { type ListQuestion, type ListRow, type Reference } from '#libs/store';
import { known } from '../commands/references.js';
import { readCursor } from './cursor.js';
import { type ListItem, type ListQuery } from './list.dto.js';

function dateOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

/** Words to look for; a text without a letter or digit would find everything. */
function searchOf(words: string | undefined): string | null {
  if (words === undefined || words === '') return null;
  if (fold(words) !== '') return words;
  const message = 'give a letter or a digit to look for';
  throw new Problem('invalid_request', `q: ${message}`, [{ field: 'q', message }]);
}

/**
 * A validated query as the store is asked; one row more than the page holds tells whether there
 * is a next one.
 * @throws Problem `unknown_reference` naming the filter, `bad_cursor`, or `invalid_request`
 */
export function questionOf(query: ListQuery, reference: Reference): ListQuestion {
  const filter = (
    table: Parameters<typeof known>[1],
    field: 'stream' | 'category' | 'area' | 'unit' | 'network',
  ): string | null => {
    const code = query[field];
    return code === undefined ? null : known(reference, table, code, field);
  };
  const category = filter('categories', 'category');
  const order = query.sort;
  const descending = query.direction === 'desc';
  return {
    states: query.state ?? [],
    streamCode: filter('streams', 'stream'),
    categoryCodes: category === null ? [] : reference.categoriesBelow(category),
    areaCode: filter('areas', 'area'),
    unitCode: filter('units', 'unit'),
    networkCode: filter('networks', 'network'),
    priority: query.priority ?? null,
    channel: query.channel ?? null,
    overdue: query.overdue === undefined ? null : query.overdue === 'true',
    dueBefore: dateOf(query.due_before),
    receivedFrom: dateOf(query.received_from),
    receivedTo: dateOf(query.received_to),
    parentCode: query.parent ?? null,
    search: searchOf(query.q),
    order,
    descending,
    after: query.cursor === undefined ? null : readCursor(query.cursor, { order, descending }),
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
    parent: row.parent_code,
    open_children: row.open_children,
    received_at: row.received_at,
    due_at: row.due_at,
    updated_at: row.updated_at,
    overdue: row.overdue,
    paused: row.paused,
  };
}
