import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { plainToInstance } from 'class-transformer';
import { crossCheck } from './cross-check.js';
import { type Located, type Seed } from './seed.js';
import {
  AreaShape,
  CategoryShape,
  NetworkShape,
  PersonShape,
  RuleShape,
  StreamShape,
  TargetShape,
  UnitShape,
  WordShape,
} from './shapes.js';
import { CalendarShape, PolicyShape } from './term-shapes.js';
import { entriesOf, shapeFaults } from './written.js';

/** A seed is refused whole, with every place that is wrong and what is wrong there. */
export class SeedError extends Error {
  readonly code = 'bad_seed';
  constructor(readonly problems: readonly string[]) {
    super(`the seed is refused, nothing was changed; mend and seed again:\n${problems.join('\n')}`);
    this.name = 'SeedError';
  }
}

function readList<Shape extends object>(
  folder: string,
  file: string,
  shape: new () => Shape,
  problems: string[],
): (Located<Shape> & { parent: string | null })[] {
  const full = path.join(folder, file);
  if (!existsSync(full)) {
    problems.push(`${file}: there is no such file in ${folder}`);
    return [];
  }
  const written = entriesOf(readFileSync(full, 'utf8'), file, problems);
  return written.flatMap(({ raw, place, parent, at }) => {
    const entry = plainToInstance(shape, raw);
    const wrong = shapeFaults(entry).map((fault) => `${at(fault.at)}: ${fault.path}${fault.text}`);
    if (parent !== null && !(entry instanceof CategoryShape)) {
      wrong.push(`${place}: only categories have children`);
    }
    problems.push(...wrong);
    return wrong.length === 0 ? [{ entry, place, parent, at }] : [];
  });
}

const TARGETS = 'targets.yaml';

/**
 * Reads and checks a folder of seed files.
 * @throws SeedError naming every file, line and entry that is wrong
 */
export function readSeed(folder: string): Seed {
  const problems: string[] = [];
  const list = <Shape extends object>(file: string, shape: new () => Shape): Located<Shape>[] =>
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
    // Who has promised themselves nothing need not say so.
    targets: existsSync(path.join(folder, TARGETS)) ? list(TARGETS, TargetShape) : [],
  };
  if (problems.length === 0) problems.push(...crossCheck(seed));
  if (problems.length > 0) throw new SeedError(problems);
  return seed;
}
