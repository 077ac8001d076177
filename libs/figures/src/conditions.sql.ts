import { type CODE_DIMENSIONS, type Dimension } from '#libs/contracts';
import { type FiguresQuestion } from './question.js';

/** Values of a statement, numbered as they come. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and gives its place, cast to a type. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

export type CodeDimension = (typeof CODE_DIMENSIONS)[number];
export type CodeColumns = Readonly<Record<CodeDimension, string>>;

/** The columns of facts and of tallies. */
export const CODE_COLUMNS: CodeColumns = {
  unit: 'unit_code',
  category: 'category_code',
  area: 'area_code',
  stream: 'stream_code',
  network: 'network_code',
  channel: 'channel',
};

/** The columns of a question's groups, in the order of `groupBy`. */
export function keysOf({ groupBy }: FiguresQuestion): readonly string[] {
  return groupBy.map((_, index) => `k${index}`);
}

/** A dimension as text; weeks are ISO weeks. `local` is the cohort's day, in the zone of the question. */
export function dimension(name: Dimension, local: string, columns: CodeColumns): string {
  switch (name) {
    case 'day':
      return `to_char(${local}, 'YYYY-MM-DD')`;
    case 'week':
      return `to_char(${local}, 'IYYY-"W"IW')`;
    case 'month':
      return `to_char(${local}, 'YYYY-MM')`;
    case 'year':
      return `to_char(${local}, 'YYYY')`;
    case 'unit':
    case 'category':
    case 'area':
    case 'stream':
    case 'network':
    case 'channel':
      return columns[name];
  }
}

/** The lists of codes that a question is narrowed to, by dimension; undefined: not narrowed. */
export function narrowedTo({
  filter,
}: FiguresQuestion): readonly (readonly [CodeDimension, readonly string[] | undefined])[] {
  return [
    ['stream', filter.stream === undefined ? undefined : [filter.stream]],
    ['category', filter.categories],
    ['area', filter.areas],
    ['network', filter.networks],
    ['unit', filter.units],
    ['channel', filter.channels],
  ];
}

/** What a question is narrowed to, as conditions. */
export function conditions(
  question: FiguresQuestion,
  parameters: Parameters,
  columns: CodeColumns = CODE_COLUMNS,
): readonly string[] {
  return narrowedTo(question).flatMap(([name, codes]) =>
    codes === undefined ? [] : [`${columns[name]} = ANY (${parameters.add(codes, 'text[]')})`],
  );
}
