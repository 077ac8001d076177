import { IMPORT, type Step } from '#libs/domain';
import { type FilingDoor, filingOf } from '#libs/pipeline';
import { type Reference, type Seed } from '#libs/store';
import { type BostonRow } from './boston.js';
import { type Case } from './case.js';

const STREAM = 'boston';
const CALENDAR = 'boston-311';

/** A name as a code: lower-case letters and digits, a hyphen for all between. */
function codeOf(name: string): string {
  const code = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return code === '' ? 'unnamed' : code;
}

/** Types keep their policy; below each there is one category for each department that has it. */
const categoryOf = ({ type, department }: BostonRow): string =>
  `${codeOf(type)}.${codeOf(department)}`;

const both = (text: string): { vi: string; en: string } => ({ vi: text, en: text });

/** The first row for each value, in the order of the file. */
function firstOf(rows: readonly BostonRow[], value: (row: BostonRow) => string): BostonRow[] {
  return [...new Map(rows.toReversed().map((row) => [value(row), row])).values()].toReversed();
}

/**
 * Reference data for the rows: that of the seed, with the departments as units, the types that the
 * seed does not know, and for each type and department a category and the rule that sends it there.
 */
export function seedFor(rows: readonly BostonRow[], seed: Seed): Seed {
  const placed = <Entry>(row: BostonRow, entry: Entry): { entry: Entry; place: string } => ({
    entry,
    place: `line ${row.line}`,
  });
  const known = new Set(seed.categories.map(({ entry }) => entry.code));
  const types = firstOf(rows, ({ type }) => codeOf(type)).filter(
    ({ type }) => !known.has(codeOf(type)),
  );
  const leaves = firstOf(rows, categoryOf);
  const departments = firstOf(rows, ({ department }) => codeOf(department));
  return {
    ...seed,
    units: departments.map((row) =>
      placed(row, {
        code: codeOf(row.department),
        name: both(row.department),
        kind: 'agency' as const,
        calendar: CALENDAR,
      }),
    ),
    categories: [
      ...seed.categories,
      ...types.map((row) => ({
        ...placed(row, { code: codeOf(row.type), name: both(row.type), stream: STREAM }),
        parent: null,
      })),
      ...leaves.map((row) => ({
        ...placed(row, {
          code: categoryOf(row),
          name: both(`${row.type} – ${row.department}`),
          stream: STREAM,
        }),
        parent: codeOf(row.type),
      })),
    ],
    rules: leaves.map((row) =>
      placed(row, {
        code: categoryOf(row),
        category: categoryOf(row),
        to: { unit: codeOf(row.department) },
        rank: 10,
        reason: both(`${row.type}: ${row.department}`),
      }),
    ),
  };
}

/** Closed in the source is final: the result is in, and nobody is asked for a rating. */
function stepsOf({ closedAt: at }: BostonRow, unitCode: string): Step[] {
  if (!at) return [];
  const staff = { role: 'unit_staff', personCode: null, unitCodes: [unitCode] } as const;
  const operator = { role: 'operator', personCode: null, unitCodes: [] } as const;
  return [
    { at, actor: staff, act: { action: 'resolve', text: 'Closed' } },
    { at, actor: operator, act: { action: 'close' } },
  ];
}

const NAMES = { streamCode: 'type', categoryCode: 'type', areaCode: 'neighborhood', form: 'type' };

/** A row as a case: the promise is the row's own, as the source told it. */
export function caseOf(row: BostonRow, reference: Reference, secret: string): Case {
  const { line, externalId, openedAt: receivedAt, target: promise, flag } = row;
  const unitCode = codeOf(row.department);
  const door: FilingDoor = {
    actor: IMPORT,
    channel: row.channel,
    client: 'replay',
    idempotencyKey: externalId,
    secret,
  };
  const body = {
    streamCode: STREAM,
    categoryCode: categoryOf(row),
    areaCode: null,
    text: row.title,
    place: row.place,
    address: row.neighborhood === '' ? null : row.neighborhood,
    form: {},
    contact: null,
  };
  const filing = { ...filingOf(body, door, reference, NAMES), told: { receivedAt, promise } };
  return { line, externalId, filing, unitCode, steps: stepsOf(row, unitCode), flag };
}
