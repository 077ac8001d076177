import { type Reference } from '#libs/store';
import { type FilledCodes } from './filling.js';
import { STREETS } from './filling-words.js';
import { pick } from './parts.js';

/** A request of the desk, as an address; `name` says what it asks for. */
export interface Question {
  readonly name: string;
  readonly path: string;
}

const LIST = '/v1/desk/reports';
const YEAR = 365 * 86_400_000;

function asked(name: string, query: Readonly<Record<string, string>>): Question {
  return { name, path: `${LIST}?${new URLSearchParams(query).toString()}` };
}

function seldom(all: readonly string[]): string {
  return all.at(-1) ?? '';
}

/** Each filter by what comes often and by what comes seldom, each order, and pages far behind. */
export function lists({ categories, areas, units }: FilledCodes, now: Date): readonly Question[] {
  const at = (years: number): string => new Date(now.getTime() - years * YEAR).toISOString();
  const [category = '', area = '', unit = ''] = [categories[0], areas[0], units[0]];
  const open = { sort: 'due_at', direction: 'asc' };
  return [
    asked('newest', {}),
    asked('oldest', { direction: 'asc' }),
    asked('by due', open),
    asked('by change', { sort: 'updated_at' }),
    ...['received', 'in_review', 'offered', 'assigned', 'waiting', 'resolved', 'closed'].map(
      (state) => asked(state, { state }),
    ),
    asked('in progress by due', { state: 'in_progress', ...open }),
    asked('resolved, oldest', { state: 'resolved', direction: 'asc' }),
    asked('often: category', { category }),
    asked('seldom: category', { category: seldom(categories) }),
    asked('seldom: category by due', { category: seldom(categories), ...open }),
    asked('often: area', { area }),
    asked('seldom: area', { area: seldom(areas) }),
    asked('often: unit', { unit }),
    asked('seldom: unit', { unit: seldom(units) }),
    asked('seldom: unit by due', { unit: seldom(units), ...open }),
    asked('area, category, closed', { area: seldom(areas), category, state: 'closed' }),
    asked('overdue by due', { overdue: 'true', ...open }),
    asked('overdue of an area', { overdue: 'true', area }),
    asked('due soon', { due_before: at(-0.01), ...open }),
    asked('a month of three years ago', { received_from: at(3.1), received_to: at(3) }),
    asked('a far page', { received_to: at(2) }),
    asked('urgent', { priority: 'urgent' }),
    asked('by mail', { channel: 'mail' }),
    asked('stream', { stream: 'suggestion' }),
  ];
}

/** Words that stand in a third of all texts and in a few, alone, in a row, and with filters. */
export function searches({ categories, areas }: FilledCodes): readonly Question[] {
  const [category = '', area = ''] = [categories[0], areas[0]];
  const words = [
    ...['nước', 'đường', 'chợ', 'xe máy', 'bệnh viện', 'mùi hôi không chịu nổi', 'Lê Lợi'],
    ...['trước cổng trường tiểu học', 'Trần Thị', 'Nguyễn Văn Toản', 'Hồ Khắc Nhơn', 'bờ sông'],
    ...['đường nước', 'từ này không có ở đâu', 'đèn'],
  ];
  return [
    ...words.map((q) => asked(`"${q}"`, { q })),
    asked('a code', { q: 'PA-2025-000777' }),
    asked('"xe máy" in a category', { q: 'xe máy', category }),
    asked('"chợ" in a seldom category', { q: 'chợ', category: seldom(categories) }),
    asked('"Bùi Thị Xuân" in an area', { q: 'Bùi Thị Xuân', area }),
    asked('"bờ sông" in progress', { q: 'bờ sông', state: 'in_progress' }),
    asked('"nước" by due', { q: 'nước', sort: 'due_at', direction: 'asc' }),
    asked('"Lê Lợi" by change', { q: 'Lê Lợi', sort: 'updated_at' }),
    asked('"trẻ em" overdue', { q: 'trẻ em', overdue: 'true' }),
    asked('"Tố Hữu", oldest', { q: 'Tố Hữu', direction: 'asc' }),
  ];
}

/** Streets by chance: no two searches are the same. */
export function streetSearch(next: () => number): Question {
  return asked('a street', { q: pick(STREETS, next) });
}

/** Looking around places where people live, near and far. */
export function around(reference: Reference, next: () => number, many: number): Question[] {
  const areas = [...reference.areas.values()];
  return Array.from({ length: many }, () => {
    const area = pick(areas, next);
    const lat = (area.lat + (next() - 0.5) * 0.01).toFixed(5);
    const lon = (area.lon + (next() - 0.5) * 0.01).toFixed(5);
    const metres = String(pick([100, 200, 500, 1_000], next));
    const query = new URLSearchParams({ lat, lon, metres, stream: 'field' });
    return { name: `${metres} m`, path: `/v1/desk/nearby?${query.toString()}` };
  });
}
