import { type ValidationError, validateSync } from 'class-validator';
import {
  LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
} from 'yaml';

// Lists of entries as people write them in YAML: every entry knows its line, and so does all within.

type Path = readonly (string | number)[];

/** An entry as written (anchors filled in), with where it stands; those written below it follow it as entries. */
export interface Written {
  readonly raw: Readonly<Record<string, unknown>>;
  /** `units.yaml:12 vnpt` */
  readonly place: string;
  readonly parent: string | null;
  readonly at: (path: Path) => string;
}

/** What does not fit the shape of an entry. */
export interface ShapeFault {
  readonly at: Path;
  /** Where it is, as messages name it: empty, or ending with a dot. */
  readonly path: string;
  readonly text: string;
  /** What it does not keep: `isInt`, `onlyFor`. */
  readonly rule: string;
  /** A field that the shape does not have. */
  readonly unknown: boolean;
}

/** What does not fit the shape that the entry is an instance of. */
export function shapeFaults(entry: object): ShapeFault[] {
  return faultsOf(validateSync(entry, { whitelist: true, forbidNonWhitelisted: true }), []);
}

function faultsOf(errors: readonly ValidationError[], above: Path): ShapeFault[] {
  return errors.flatMap((error) => {
    const key = /^\d+$/.test(error.property) ? Number(error.property) : error.property;
    const at = [...above, key];
    const path = above.map((part) => `${part}.`).join('');
    const own = Object.entries(error.constraints ?? {}).map(([rule, text]) => ({
      ...{ at, path, text, rule },
      unknown: rule === 'whitelistValidation',
    }));
    return [...own, ...faultsOf(error.children ?? [], at)];
  });
}

const nameOf = (raw: Readonly<Record<string, unknown>>): string | null =>
  [raw['code'], raw['phrase']].find((one) => typeof one === 'string') ?? null;

/**
 * The entries of a YAML text, the nested ones after those they stand below.
 * @param file how the file is called in places
 * @param problems what is no YAML or no list of entries is told here
 */
export function entriesOf(text: string, file: string, problems: string[]): Written[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const { message, pos } of document.errors) {
    problems.push(`${file}:${lines.linePos(pos[0]).line}: this is not YAML: ${message}`);
  }
  if (document.errors.length > 0) return [];
  let plain: unknown;
  try {
    plain = document.toJS();
  } catch (error) {
    // An alias without its anchor, or aliases that multiply without end.
    problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
  return listed(document.contents, plain, { file, lines, problems }, null);
}

interface Reading {
  readonly file: string;
  readonly lines: LineCounter;
  readonly problems: string[];
}

function listed(list: unknown, plain: unknown, reading: Reading, parent: string | null): Written[] {
  const { file, lines, problems } = reading;
  if (!isSeq(list) || !Array.isArray(plain)) {
    problems.push(`${file}: a list of entries is expected${parent ? ` below ${parent}` : ''}`);
    return [];
  }
  const lineOf = (node: Node): number => lines.linePos(node.range?.[0] ?? 0).line;
  const values: readonly unknown[] = plain;
  return list.items.flatMap((node, index) => {
    if (!isMap(node)) {
      const line = isNode(node) ? lineOf(node) : 1;
      problems.push(`${file}:${line}: an entry with names and values is expected`);
      return [];
    }
    const { children, ...entry } = values[index] as Record<string, unknown>;
    const name = nameOf(entry) ?? '?';
    const raw = { ...entry, ...emptyFields(node) };
    const placeAt = (line: number): string => `${file}:${line} ${name}`;
    const below =
      children === undefined ? [] : listed(node.get('children'), children, reading, name);
    const at = (path: Path): string => placeAt(lineOf(nearest(node, path)));
    return [{ raw, place: placeAt(lineOf(node)), parent, at }, ...below];
  });
}

/**
 * Fields with nothing after their names, as empty texts: `resolve:` is a slip, where `resolve: null`
 * says that there is no deadline.
 */
function emptyFields(entry: YAMLMap): Record<string, ''> {
  const empty = entry.items.flatMap(({ key, value }) => {
    const isEmpty = isScalar(value) && value.value === null && value.source === '';
    return isEmpty && isScalar(key) && key.value !== 'children' ? [String(key.value)] : [];
  });
  return Object.fromEntries(empty.map((name) => [name, '']));
}

/** What stands at the path, or the nearest above it: what is missing is told where it belongs. */
function nearest(entry: YAMLMap, path: Path): Node {
  let found: Node = entry;
  let inside: unknown = entry;
  for (const key of path) {
    if (isMap(inside)) {
      const pair: Pair | undefined = inside.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (!pair || !isNode(pair.key)) return found;
      found = pair.key;
      inside = pair.value;
    } else if (isSeq(inside)) {
      inside = inside.items[Number(key)];
      if (!isNode(inside)) return found;
      found = inside;
    } else {
      return found;
    }
  }
  return found;
}
