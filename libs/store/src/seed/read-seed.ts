import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { LineCounter, type Node, isMap, isSeq, parseDocument } from 'yaml';
import { crossCheck } from './cross-check.js';
import { type Placed, type Seed } from './seed.js';
import {
  AreaShape,
  CategoryShape,
  NetworkShape,
  PersonShape,
  RuleShape,
  StreamShape,
  UnitShape,
  WordShape,
} from './shapes.js';
import { CalendarShape, PolicyShape } from './term-shapes.js';

/** A seed is refused whole, with every place that is wrong and what is wrong there. */
export class SeedError extends Error {
  readonly code = 'bad_seed';
  constructor(readonly problems: readonly string[]) {
    super(`the seed is refused, nothing was changed; mend and seed again:\n${problems.join('\n')}`);
    this.name = 'SeedError';
  }
}

function faults(errors: readonly ValidationError[], prefix = ''): string[] {
  return errors.flatMap((error) => [
    ...Object.values(error.constraints ?? {}).map((text) => `${prefix}${text}`),
    ...faults(error.children ?? [], `${prefix}${error.property}.`),
  ]);
}

/** An entry as written (anchors filled in), with where it stands; those written below it follow it as entries. */
interface Written {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly place: string;
  readonly parent: string | null;
}

const nameOf = (raw: Readonly<Record<string, unknown>>): string | null =>
  [raw['code'], raw['phrase']].find((one) => typeof one === 'string') ?? null;

function entriesOf(
  list: unknown,
  plain: unknown,
  file: string,
  lines: LineCounter,
  parent: string | null,
  problems: string[],
): Written[] {
  if (!isSeq(list) || !Array.isArray(plain)) {
    problems.push(`${file}: a list of entries is expected${parent ? ` below ${parent}` : ''}`);
    return [];
  }
  const values: readonly unknown[] = plain;
  return list.items.flatMap((node, index) => {
    const line = `${file}:${lines.linePos((node as Node).range?.[0] ?? 0).line}`;
    if (!isMap(node)) {
      problems.push(`${line}: an entry with names and values is expected`);
      return [];
    }
    const { children, ...raw } = values[index] as Record<string, unknown>;
    const name = nameOf(raw);
    const below =
      children === undefined
        ? []
        : entriesOf(node.get('children'), children, file, lines, name ?? '?', problems);
    return [{ raw, place: `${line} ${name ?? '?'}`, parent }, ...below];
  });
}

function readList<Shape extends object>(
  folder: string,
  file: string,
  shape: new () => Shape,
  problems: string[],
): (Placed<Shape> & { parent: string | null })[] {
  const full = path.join(folder, file);
  if (!existsSync(full)) {
    problems.push(`${file}: there is no such file in ${folder}`);
    return [];
  }
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(full, 'utf8'), { lineCounter: lines });
  for (const error of document.errors) problems.push(`${file}: ${error.message}`);
  if (document.errors.length > 0) return [];
  const written = entriesOf(document.contents, document.toJS(), file, lines, null, problems);
  return written.flatMap(({ raw, place, parent }) => {
    const entry = plainToInstance(shape, raw);
    const wrong = faults(validateSync(entry, { whitelist: true, forbidNonWhitelisted: true }));
    if (parent !== null && !(entry instanceof CategoryShape)) {
      wrong.push('only categories have children');
    }
    problems.push(...wrong.map((text) => `${place}: ${text}`));
    return wrong.length === 0 ? [{ entry, place, parent }] : [];
  });
}

/**
 * Reads and checks a folder of seed files.
 * @throws SeedError naming every file, line and entry that is wrong
 */
export function readSeed(folder: string): Seed {
  const problems: string[] = [];
  const list = <Shape extends object>(file: string, shape: new () => Shape): Placed<Shape>[] =>
    readList(folder, file, shape, problems);
  const seed: Seed = {
    streams: list('streams.yaml', StreamShape),
    units: [...list('units.yaml', UnitShape), ...list('units-wards.yaml', UnitShape)],
    networks: list('networks.yaml', NetworkShape),
    people: list('people.yaml', PersonShape),
    areas: list('areas.yaml', AreaShape),
    categories: readList(folder, 'categories.yaml', CategoryShape, problems),
    calendars: list('calendars.yaml', CalendarShape),
    policies: list('policies.yaml', PolicyShape),
    rules: [...list('rules.yaml', RuleShape), ...list('rules-wards.yaml', RuleShape)],
    words: list('words.yaml', WordShape),
  };
  if (problems.length === 0) problems.push(...crossCheck(seed));
  if (problems.length > 0) throw new SeedError(problems);
  return seed;
}
