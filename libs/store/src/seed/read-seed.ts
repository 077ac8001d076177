import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { LineCounter, type Node, isSeq, parseDocument } from 'yaml';
import { crossCheck } from './cross-check.js';
import { type Placed, type Seed } from './seed.js';
import {
  AreaShape,
  CalendarShape,
  CategoryShape,
  NetworkShape,
  PersonShape,
  PolicyShape,
  RuleShape,
  StreamShape,
  UnitShape,
  WordShape,
} from './shapes.js';

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

function readList<Shape extends object>(
  folder: string,
  file: string,
  shape: new () => Shape,
  problems: string[],
): Placed<Shape>[] {
  const full = path.join(folder, file);
  if (!existsSync(full)) {
    problems.push(`${file}: there is no such file in ${folder}`);
    return [];
  }
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(full, 'utf8'), { lineCounter: lines });
  for (const error of document.errors) problems.push(`${file}: ${error.message}`);
  if (!isSeq(document.contents)) {
    problems.push(`${file}: a list of entries is expected`);
    return [];
  }
  const plain = document.toJS() as Record<string, unknown>[];
  return document.contents.items.flatMap((node, index): Placed<Shape>[] => {
    const { line } = lines.linePos((node as Node).range?.[0] ?? 0);
    const raw = plain[index] ?? {};
    const name = [raw['code'], raw['phrase']].find((one) => typeof one === 'string') ?? '?';
    const place = `${file}:${line} ${String(name)}`;
    const entry = plainToInstance(shape, raw);
    const wrong = faults(validateSync(entry, { whitelist: true, forbidNonWhitelisted: true }));
    problems.push(...wrong.map((text) => `${place}: ${text}`));
    return wrong.length === 0 ? [{ entry, place }] : [];
  });
}

function flat(
  nodes: readonly Placed<CategoryShape>[],
  parent: string | null = null,
): (Placed<CategoryShape> & { parent: string | null })[] {
  return nodes.flatMap(({ entry, place }) => {
    const children = (entry.children ?? []).map((child) => ({
      entry: child,
      place: `${place} > ${child.code}`,
    }));
    return [{ entry, place, parent }, ...flat(children, entry.code)];
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
    categories: flat(list('categories.yaml', CategoryShape)),
    calendars: list('calendars.yaml', CalendarShape),
    policies: list('policies.yaml', PolicyShape),
    rules: [...list('rules.yaml', RuleShape), ...list('rules-wards.yaml', RuleShape)],
    words: list('words.yaml', WordShape),
  };
  if (problems.length === 0) problems.push(...crossCheck(seed));
  if (problems.length > 0) throw new SeedError(problems);
  return seed;
}
